import type { Issue } from '../../model/issue.ts';
import type { ResolvedFleet } from '../../model/resolved.ts';
import { templateIssues } from '../notifications/check.ts';
import { windowProblems } from '../windows/check.ts';

/** What Argo CD would make of the data, where that is hardly what somebody wants. @param sourceRoot folder of the data */
export const argocdIssues = ({ fleet, platforms }: ResolvedFleet, sourceRoot: string): readonly Issue[] => [
  ...templateIssues(fleet, `${sourceRoot}/index.ts`),
  ...platforms.flatMap(({ platform, environments }) =>
    environments.flatMap(({ environment }) =>
      windowProblems(environment.windows ?? []).map(({ index, ...problem }): Issue => {
        const file = `${sourceRoot}/${platform.name}/${environment.name}/environment.ts`;
        return { ...problem, at: { file, field: index === undefined ? 'windows' : `windows[${String(index)}]` } };
      }),
    ),
  ),
];
