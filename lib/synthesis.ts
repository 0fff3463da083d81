import { App } from 'cdk8s';
import { argocdIssues } from './argocd/checks/data.ts';
import { applicationIssues } from './argocd/checks/applications.ts';
import { waveIssues } from './argocd/waves/check.ts';
import { loadFleet } from './config/load.ts';
import { buildFleet } from './constructs/fleet.ts';
import type { Fleet } from './model/fleet.ts';
import type { Issue } from './model/issue.ts';
import type { ResolvedFleet } from './model/resolved.ts';
import type { Synthesis } from './model/synthesis.ts';
import { indexPage } from './render/index-page.ts';
import { render } from './render/render.ts';

/** Folder of the data, below the repository's root. */
export const SOURCE_ROOT = 'environments';

const hasErrors = (issues: readonly Issue[]): boolean => issues.some((issue) => issue.severity === 'error');

/** Turns resolved data into files in memory: constructs, then text. Pure. */
export function synthesizeResolved(fleet: ResolvedFleet, before: readonly Issue[] = []): Synthesis {
  const app = new App();
  const built = buildFleet(app, fleet, SOURCE_ROOT);
  const { files, issues } = render(app, { sourceRoot: SOURCE_ROOT });
  // Where something could not be rendered, what is left is not what Argo CD would get.
  const known = hasErrors([...built, ...issues])
    ? []
    : [applicationIssues, waveIssues].flatMap((check) => check(files, SOURCE_ROOT));
  const all = [...before, ...argocdIssues(fleet, SOURCE_ROOT), ...built, ...issues, ...known];
  if (hasErrors(all)) return { fleet, files: [], issues: all };
  return { fleet, files: [indexPage(fleet, SOURCE_ROOT), ...files], issues: all };
}

/** Reads the YAML files below `root`, checks everything and renders. Collects issues instead of throwing; writes nothing. */
export function synthesize(input: { readonly fleet: Fleet; readonly root: string }): Synthesis {
  const { fleet, issues } = loadFleet(input.fleet, input.root);
  return fleet === undefined || hasErrors(issues) ? { files: [], issues } : synthesizeResolved(fleet, issues);
}
