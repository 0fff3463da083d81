import { closeSync, constants, openSync, readFileSync, readSync } from 'node:fs';
import { isOurs } from './header.ts';

/** Never through a link, never waiting for the other end of a pipe. (Windows has neither flag: `| undefined` adds none.) */
const FLAGS = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;

/** Longest first line that can be ours: a path of 4,096 bytes with some words around it. */
const LONGEST_LINE = 8192;

/** Reused for every file: half of the time would go into making buffers. */
let found = Buffer.allocUnsafe(1 << 16);
let wanted = Buffer.allocUnsafe(1 << 16);

/** What a file is to us: has exactly the wanted bytes, is ours but differs, or is somebody else's. */
export type Ownership = 'same' | 'ours' | 'foreign';

/**
 * Compares a regular file with the text that it should have, byte by byte.
 * @param text undefined when it should not be there
 * @throws the error of the system
 */
export function inspect(path: string, text: string | undefined): Ownership {
  const length = text === undefined ? 0 : encode(text);
  // One byte more than wanted, to notice a longer file; the rest of it does not matter.
  const size = read(path, Math.max(length + 1, LONGEST_LINE));
  if (text !== undefined && size === length && found.compare(wanted, 0, length, 0, size) === 0) return 'same';
  const end = found.subarray(0, size).indexOf(0x0a);
  return isOurs(found.toString('utf8', 0, end < 0 ? size : end)) ? 'ours' : 'foreign';
}

/** Puts a text into `wanted` and says how many bytes it has. */
function encode(text: string): number {
  // No character takes more than three bytes per UTF-16 unit.
  if (wanted.length < text.length * 3) wanted = Buffer.allocUnsafe(text.length * 3);
  return wanted.write(text, 'utf8');
}

/** Reads at most `limit` bytes from the start of a file into `found`, and says how many there were. */
function read(path: string, limit: number): number {
  if (found.length < limit) found = Buffer.allocUnsafe(limit * 2);
  const file = openSync(path, FLAGS);
  try {
    return readSync(file, found, 0, limit, 0);
  } finally {
    closeSync(file);
  }
}

/** The text of a small regular file. @throws the error of the system */
export function readText(path: string): string {
  const file = openSync(path, FLAGS);
  try {
    return readFileSync(file, 'utf8');
  } finally {
    closeSync(file);
  }
}
