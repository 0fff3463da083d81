import { type Issue, IssuesError } from '../model/issue.ts';

/** Errors of the system in words, and what to do about them. */
const REASONS: ReadonlyMap<string, readonly [what: string, fix: string]> = new Map([
  ['ENOSPC', ['the disk is full', 'free some space, then run it again']],
  ['EDQUOT', ['the disk quota is used up', 'free some space, then run it again']],
  ['EROFS', ['the file system is read-only', 'make it writable, or write to another folder']],
  ['EACCES', ['permission denied', 'check who owns the file and its folder']],
  ['EPERM', ['the operation is not permitted', 'check the owner and the attributes of the file and its folder']],
  ['ENOENT', ['its folder is gone, somebody removed it during the run', 'run it again']],
  ['ENOTDIR', ['a file lies where its folder should be', 'move that file away, then run it again']],
  ['EISDIR', ['a folder lies in its place', 'move that folder away, then run it again']],
  ['ELOOP', ['a symbolic link lies in its place', 'remove the link, then run it again']],
  ['ENAMETOOLONG', ['its path is too long for this file system', 'shorten the names, or write to another folder']],
  ['EMFILE', ['too many files are open', 'close other programs, then run it again']],
  ['ENFILE', ['too many files are open', 'close other programs, then run it again']],
  ['EXDEV', ['its folder is on another file system', 'write to a folder that is on one file system']],
  ['EBUSY', ['another program uses it', 'close that program, then run it again']],
  ['EIO', ['the disk reports an error', 'check the disk']],
]);

/** The errno name of an error, `ENOSPC`; undefined for an error that the system did not raise. */
export function errno(error: unknown): string | undefined {
  const { code, syscall } = (error ?? {}) as { code?: unknown; syscall?: unknown };
  return typeof code === 'string' && syscall !== undefined ? code : undefined;
}

/** What an error of the system says about a file: `dist/cannot-write` or `dist/cannot-read`. */
export function diskIssue(action: 'read' | 'write', error: unknown, file: string, after?: string): Issue {
  const name = errno(error);
  const [what, fix] = REASONS.get(name ?? '') ?? [error instanceof Error ? error.message : String(error), undefined];
  const verb = action === 'read' ? 'read' : 'written';
  const advice = [fix, after].filter((text) => text !== undefined).join('; ');
  return {
    severity: 'error',
    code: `dist/cannot-${action}`,
    at: { file },
    message: `cannot be ${verb}: ${what}${name !== undefined && REASONS.has(name) ? ` (${name})` : ''}`,
    ...(advice === '' ? {} : { fix: advice }),
  };
}

/**
 * Does something to a file, and turns an error of the system into an issue with the name of that file. Any other error
 * is a mistake of ours and stays what it is.
 * @throws IssuesError `dist/cannot-write`
 */
export function writing<T>(file: string, action: () => T, after?: string): T {
  try {
    return action();
  } catch (error) {
    if (errno(error) === undefined) throw error;
    throw new IssuesError([diskIssue('write', error, file, after)]);
  }
}
