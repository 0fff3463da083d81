import { resolve } from 'node:path';
import type { Issue } from '../../model/issue.ts';
import { counted, inSeconds } from '../text.ts';

/** What a synthesis did to the output folder, or would do. Paths are relative to that folder. */
export interface Result {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Number of files that are as they should be. */
  readonly unchanged: number;
  /** Files that were not generated: nobody touches them. */
  readonly foreign: readonly string[];
  readonly issues: readonly Issue[];
}

/** The result of a synthesis that stopped before the output folder was looked at. */
export const nothingBut = (issues: readonly Issue[]): Result => ({
  added: [],
  changed: [],
  removed: [],
  unchanged: 0,
  foreign: [],
  issues,
});

export const hasErrors = ({ issues }: { readonly issues: readonly Issue[] }): boolean =>
  issues.some((issue) => issue.severity === 'error');

/** `12 files changed, 3 added, 1 removed in 0.2 s`. */
export function summary({ changed, added, removed, unchanged }: Result, milliseconds: number): string {
  const counts = [
    { count: changed.length, verb: 'changed' },
    { count: added.length, verb: 'added' },
    { count: removed.length, verb: 'removed' },
  ].filter(({ count }) => count > 0);
  const what = counts.map(
    ({ count, verb }, index) => `${index === 0 ? counted(count, 'file') : String(count)} ${verb}`,
  );
  return `${what.join(', ') || `nothing changed (${counted(unchanged, 'file')})`} in ${inSeconds(milliseconds)}`;
}

/** The result as one line of JSON. `version` changes when the meaning of a field does. */
export function resultJson(
  { added, changed, removed, unchanged, foreign, issues }: Result,
  outdir: string,
  milliseconds: number,
): string {
  const seconds = Math.round(milliseconds) / 1000;
  const all = { version: 1, outdir: resolve(outdir), added, changed, removed, unchanged, foreign, issues, seconds };
  return `${JSON.stringify(all)}\n`;
}

/** Files that nobody generated, as warnings: they are left alone, but Argo CD would sync them. */
export function foreignIssues(foreign: readonly string[], outdir: string): Issue[] {
  return foreign.map((path) => ({
    severity: 'warning',
    code: 'dist/foreign',
    message: 'was not generated: left as it is, but what lies in a part is synced',
    fix: 'move it elsewhere, or delete it',
    at: { file: `${outdir}/${path}` },
  }));
}
