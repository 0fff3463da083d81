import { lstatSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Issue, IssuesError } from '../model/issue.ts';
import { diskIssue, errno, writing } from './disk-issue.ts';

/** Name of the lock, directly below the output folder. */
export const LOCK = '.argosy-lock';
/** How the names of the links begin by which a lock is inherited, directly below the output folder. */
export const HEIR_PREFIX = `${LOCK}-after-`;
/** How the names of staging folders begin, directly below the output folder. */
export const STAGE_PREFIX = '.argosy-stage-';

/** Says whether an entry of the output folder belongs to a run, alive or dead, and not to what is in the folder. */
export const isOfARun = (name: string): boolean =>
  name === LOCK || name.startsWith(`${LOCK}-`) || name.startsWith(STAGE_PREFIX);

/** A file of the output folder as a person would name it. */
export const shown = (outdir: string, path: string): string => `${outdir.replace(/\/+$/, '')}/${path}`;

/** Where the output folder really is, once a link to it has been followed; what is wrong with it; neither when it does not exist. */
export function realOutdir(outdir: string): { readonly root?: string; readonly issue?: Issue } {
  try {
    const root = realpathSync(outdir);
    return statSync(root).isDirectory() ? { root } : { issue: notAFolder(outdir) };
  } catch (error) {
    if (errno(error) === 'ENOENT') return isThere(outdir) ? { issue: notAFolder(outdir) } : {};
    return { issue: errno(error) === 'ENOTDIR' ? notAFolder(outdir) : diskIssue('read', error, outdir) };
  }
}

/** Says whether there is something that leads nowhere: a link. */
const isThere = (outdir: string): boolean => lstatSync(outdir, { throwIfNoEntry: false }) !== undefined;

/** Makes the output folder unless it exists, and says where it really is. @throws IssuesError `dist/not-a-folder`, `dist/cannot-write`, `dist/cannot-read` */
export function madeOutdir(outdir: string): string {
  const before = realOutdir(outdir);
  if (before.issue) throw new IssuesError([before.issue]);
  if (before.root !== undefined) return before.root;
  writing(outdir, () => {
    makeFolder(outdir);
  });
  const { root, issue } = realOutdir(outdir);
  if (root === undefined) throw new IssuesError([issue ?? notAFolder(outdir)]);
  return root;
}

/** Makes a folder and those above it. (Node's own `recursive` says ENOENT on a read-only disk.) @throws the error of the system */
export function makeFolder(path: string): void {
  try {
    mkdirSync(path);
  } catch (error) {
    const name = errno(error);
    if (name === 'EEXIST') return;
    if (name !== 'ENOENT' || dirname(path) === path) throw error;
    makeFolder(dirname(path));
    mkdirSync(path);
  }
}

const notAFolder = (outdir: string): Issue => ({
  severity: 'error',
  code: 'dist/not-a-folder',
  at: { file: outdir },
  message: 'must be a folder, got something else',
  fix: 'move it away, or write to another folder',
});
