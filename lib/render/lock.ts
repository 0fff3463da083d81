import { linkSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { IssuesError } from '../model/issue.ts';
import { errno, writing } from './disk-issue.ts';
import { isAlive, ownToken, pidOf } from './liveness.ts';
import { readText } from './on-disk.ts';
import { HEIR_PREFIX, LOCK, shown } from './outdir.ts';

/** Time between two looks at a lock that somebody holds, in milliseconds. */
const PAUSE = 20;

/** How long and how audibly to wait for a lock. */
export interface LockOptions {
  /** Longest wait, in seconds. @default 60 */
  readonly patience?: number;
  /** Called once when somebody else holds the lock, with words for who: `process 4711`. @default - waits in silence */
  readonly onWait?: (holder: string) => void;
}

/** A lock that this process holds. */
export interface Lock {
  /** Who holds it: no other process, and no other lock of this process, has the same. */
  readonly token: string;
  /** Gives it back. Never throws: a lock that cannot be removed is that of a dead process soon. */
  readonly release: () => void;
}

/**
 * Takes the lock of a folder; waits while a living process has it. The lock is a file with the token of its holder,
 * made complete by a hard link, so that nobody ever reads half of it.
 *
 * The lock of a dead process is taken over without a gap for a second heir: whoever first links
 * `.argosy-lock-after-<dead token>` inherits, provided that the lock is still that of the dead. Tokens never come again,
 * and an heir replaces the lock by its own *before* it removes such links, so a link made later proves nothing, and its
 * maker sees that by looking at the lock once more.
 * @param root the folder as it really is
 * @param outdir the folder as it was given, for messages
 * @throws IssuesError `dist/locked` when the wait was too long; `dist/cannot-write`, with the place `outdir` itself when
 *   nothing can be written there
 */
export function takeLock(root: string, outdir: string, options: LockOptions = {}): Lock {
  const lock = `${root}/${LOCK}`;
  const token = ownToken();
  const mine = `${lock}-${token}`;
  const release = (): void => {
    // The folder may have been removed and made again by somebody else, with their lock in it.
    if (attempt(() => content(lock)) === token) remove(lock);
  };
  try {
    writing(outdir, () => {
      writeFileSync(mine, token, { flag: 'wx' });
    });
    writing(shown(outdir, LOCK), () => {
      wait(() => contend(lock, mine), shown(outdir, LOCK), options);
    });
    return { token, release };
  } finally {
    remove(mine);
  }
}

/** Looks again and again until nobody holds the lock but us. */
function wait(contended: () => string | undefined, file: string, { patience = 60, onWait }: LockOptions): void {
  const cell = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; ; waited += PAUSE) {
    const holder = contended();
    if (holder === undefined) return;
    if (waited === 0) onWait?.(holderName(holder));
    if (waited >= patience * 1000) {
      throw new IssuesError([
        {
          severity: 'error',
          code: 'dist/locked',
          at: { file },
          message: `is held by ${holderName(holder)}, which did not end within ${patience} s`,
          fix: 'end that process, or delete the file if it has nothing to do with this folder',
        },
      ]);
    }
    Atomics.wait(cell, 0, 0, PAUSE);
  }
}

const holderName = (token: string): string => `process ${pidOf(token)}`;

/** Tries once. Returns the token of the living holder, or undefined when the lock is ours. */
function contend(lock: string, mine: string): string | undefined {
  for (;;) {
    if (link(mine, lock)) return undefined;
    const first = content(lock);
    if (first === undefined) continue;
    if (isAlive(first)) return first;
    const heir = inherit(lock, mine, first);
    if (heir !== 'changed') return heir;
  }
}

/** Follows the dead holder and dead heirs. Returns a living heir, undefined when we are it, or that the lock has changed. */
function inherit(lock: string, mine: string, first: string): string | undefined {
  const links: string[] = [];
  for (let dead = first; ;) {
    const succession = heirOf(lock, dead);
    links.push(succession);
    if (link(mine, succession)) {
      if (content(lock) !== first) {
        remove(succession);
        return 'changed';
      }
      renameSync(mine, lock);
      links.forEach(remove);
      return undefined;
    }
    const heir = content(succession);
    if (heir === undefined) return 'changed';
    if (isAlive(heir)) return heir;
    dead = heir;
  }
}

/** The link that the heir of a dead holder makes. What is no token is made a name as well. */
const heirOf = (lock: string, dead: string): string =>
  `${dirname(lock)}/${HEIR_PREFIX}${dead.replace(/[^\d-]/g, '_').slice(0, 100)}`;

/** Makes a second name for a file; false when the name is taken. */
function link(file: string, name: string): boolean {
  try {
    linkSync(file, name);
    return true;
  } catch (error) {
    if (errno(error) === 'EEXIST') return false;
    throw error;
  }
}

/** What is in a small file; undefined when it is gone. */
function content(file: string): string | undefined {
  try {
    return readText(file);
  } catch (error) {
    if (errno(error) === 'ENOENT') return undefined;
    throw error;
  }
}

const remove = (file: string): void => {
  attempt(() => {
    unlinkSync(file);
  });
};

/** Gone with its folder, or the disk became read-only: the next run sees that nobody holds the lock. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch (error) {
    if (errno(error) === undefined) throw error;
    return undefined;
  }
}
