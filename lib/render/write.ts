import { IssuesError, type Issue } from '../model/issue.ts';
import type { RenderedFile } from '../model/synthesis.ts';
import { applyPlan } from './apply.ts';
import { checkFiles } from './check-files.ts';
import { writing } from './disk-issue.ts';
import { removeLeftovers } from './leftovers.ts';
import { type Lock, takeLock } from './lock.ts';
import { madeOutdir, shown } from './outdir.ts';
import { type DistPlan, planDist } from './plan.ts';

/** How to write. */
export interface WriteOptions {
  /** Called once when another process writes the same folder, with words for it: `process 4711`. @default - waits in silence */
  readonly onWait?: (holder: string) => void;
}

/** What was done. Paths are relative to the output folder, sorted. */
export interface WriteOutcome {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Number of files that were as they should be, and were not touched. */
  readonly unchanged: number;
  /** Files that are not ours: left alone. */
  readonly foreign: readonly string[];
}

/**
 * Makes the output folder hold exactly these files, beside what is not ours. All or nothing: nothing is touched unless
 * everything can be written, each file is replaced atomically, files that are as they should be keep their mtime. A run
 * that was killed is repaired by the next; two at a time wait for each other.
 * @param outdir made unless it exists; may be a link to a folder
 * @throws IssuesError `dist/not-ours`, `dist/cannot-read`, `dist/cannot-write`, `dist/locked`, `dist/not-a-folder`,
 *   `dist/bad-file`
 */
export function writeDist(outdir: string, files: readonly RenderedFile[], options: WriteOptions = {}): WriteOutcome {
  checkFiles(files);
  const root = madeOutdir(outdir);
  const lock = lockOrIssue(root, outdir, options);
  if ('issue' in lock) return nothingToWrite(planDist(outdir, files), lock.issue);
  try {
    writing(outdir, () => {
      removeLeftovers(root, lock.token);
    });
    const plan = possible(planDist(outdir, files));
    applyPlan(root, plan, files, lock.token);
    return outcome(plan);
  } finally {
    lock.release();
  }
}

/** The lock, or why nothing at all can be written in the folder. */
function lockOrIssue(root: string, outdir: string, options: WriteOptions): Lock | { readonly issue: Issue } {
  try {
    return takeLock(root, outdir, options);
  } catch (error) {
    const issue = error instanceof IssuesError ? error.issues[0] : undefined;
    if (issue?.code !== 'dist/cannot-write' || issue.at.file !== outdir) throw error;
    return { issue };
  }
}

/** A folder that cannot be written is fine when it is as it should be. Otherwise the first file that is not says why. */
function nothingToWrite(plan: DistPlan, issue: Issue): WriteOutcome {
  const path = [...plan.changed, ...plan.added].map((file) => file.path).concat(plan.removed)[0];
  if (path === undefined) return outcome(possible(plan));
  throw new IssuesError([...plan.blocked, { ...issue, at: { file: shown(plan.outdir, path) } }]);
}

function possible(plan: DistPlan): DistPlan {
  if (plan.blocked.length > 0) throw new IssuesError(plan.blocked);
  return plan;
}

const outcome = ({ added, changed, removed, unchanged, foreign }: DistPlan): WriteOutcome => ({
  added: added.map((file) => file.path),
  changed: changed.map((file) => file.path),
  removed,
  unchanged,
  foreign,
});
