import { accessSync, constants, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system in memory where there is one: the tests that kill and start processes write ten thousands of files. */
function root(): string {
  try {
    accessSync('/dev/shm', constants.W_OK);
    return '/dev/shm';
  } catch {
    return tmpdir();
  }
}

/** Makes an empty folder. Whoever makes it removes it. */
export const tempFolder = (): string => mkdtempSync(join(root(), 'argosy-'));
