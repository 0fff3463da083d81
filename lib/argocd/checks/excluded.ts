import type { Problem } from '../../model/issue.ts';
import type { KubeObject } from '../../model/synthesis.ts';
import type { Application } from '../application.ts';

/** Objects that Argo CD leaves out of a sync: it only says so in a condition, and nobody makes them. */
export const excludedProblems = (
  { metadata: { name } }: Application,
  objects: readonly KubeObject[],
  isExcluded: (object: KubeObject) => boolean,
): readonly Problem[] =>
  objects.filter(isExcluded).map(({ apiVersion, kind, metadata }) => ({
    code: 'application/kind-excluded',
    message: `the Application ${name} must make only what Argo CD looks at, got ${kind} ${metadata.name} (${apiVersion}/${kind})`,
    fix: 'leave it out, or its kind out of argocdSettings.exclusions in environments/index.ts',
  }));
