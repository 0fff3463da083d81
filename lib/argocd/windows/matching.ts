import { globMatch } from '../glob.ts';
import type { SyncWindow } from './window.ts';

/** What a window looks at in an Application. */
export interface Target {
  readonly application: string;
  readonly namespace: string;
  /** Name and address of the cluster, as far as the Application gives them. */
  readonly cluster: readonly string[];
}

/**
 * Whether a window is about an Application: one of its lists matches, or with `andOperator` all that are given
 * (Argo CD 3.5, `SyncWindows.Matches`).
 */
export function isAbout(window: SyncWindow, { application, namespace, cluster }: Target): boolean {
  const lists: readonly (readonly [readonly string[] | undefined, readonly string[]])[] = [
    [window.applications, [application]],
    [window.clusters, cluster],
    [window.namespaces, [namespace]],
  ];
  const answers = lists
    .filter(([globs]) => globs !== undefined && globs.length > 0)
    .map(([globs, texts]) => texts.some((text) => globs?.some((glob) => globMatch(glob, text))));
  return answers.length > 0 && (window.andOperator ? answers.every(Boolean) : answers.some(Boolean));
}
