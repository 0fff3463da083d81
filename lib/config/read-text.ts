import { lstatSync, readFileSync, statSync } from 'node:fs';
import type { Issue, Problem } from '../model/issue.ts';

/** Largest file that is read: a hundred times what a platform needs. */
const MAX_BYTES = 1024 * 1024;

/** The text of a file, or what is wrong with it. */
export type ReadText =
  { readonly text: string; readonly issues: readonly Issue[] } | { readonly issues: readonly [Issue] };

/** The system's name for what went wrong. */
const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);

function isLink(path: string): boolean {
  try {
    return lstatSync(path).isSymbolicLink();
  } catch {
    return false;
  }
}

/** What the operating system's refusal means for the person who looks for the file. */
function refusal(error: unknown, path: string): Problem {
  const code = codeOf(error);
  if (code === 'ELOOP')
    return { code: 'file/link-loop', message: 'must be a file, got a symbolic link that leads to itself' };
  if (code === 'ENOENT' && isLink(path)) {
    return { code: 'file/dangling-link', message: 'must be a file, got a symbolic link that leads nowhere' };
  }
  if (code === 'ENOENT' || code === 'ENOTDIR') return { code: 'file/missing', message: 'is missing', fix: 'add it' };
  return { code: 'file/unreadable', message: `cannot be read (${code})`, fix: 'check its permissions' };
}

/** Offset of the first byte that is not UTF-8, and the good text in front of it. */
function goodStart(bytes: Uint8Array): string {
  const decodes = (length: number): string | undefined => {
    try {
      return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.subarray(0, length), {
        stream: true,
      });
    } catch {
      return undefined;
    }
  };
  let good = 0;
  let bad = bytes.length + 1;
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (decodes(middle) === undefined) bad = middle;
    else good = middle;
  }
  return decodes(good) ?? '';
}

function notUtf8(file: string, bytes: Uint8Array): Issue {
  const lines = goodStart(bytes).split('\n');
  const wide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return {
    code: 'file/not-utf8',
    severity: 'error',
    message: wide ? 'must be UTF-8, got UTF-16' : 'must be UTF-8, got another byte here',
    fix: 'save the file as UTF-8',
    at: { file, line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 },
  };
}

const MARK: Problem = {
  code: 'file/byte-order-mark',
  message: 'must not begin with a byte order mark',
  fix: 'save the file as UTF-8 without a mark: tools that edit the first line do not expect one',
};

/** Whether something has the name of a file, be it a link that leads nowhere. @param file relative to `root` */
export function exists(root: string, file: string): boolean {
  try {
    lstatSync(`${root}/${file}`);
    return true;
  } catch {
    return false;
  }
}

/** Reads a file of `environments/`. Never throws. @param file relative to `root`, with `/` */
export function readText(root: string, file: string): ReadText {
  const path = `${root}/${file}`;
  const fail = (problem: Problem): ReadText => ({
    issues: [{ ...problem, severity: 'error', at: { file, line: 1, column: 1 } }],
  });
  let bytes: Uint8Array;
  try {
    const stat = statSync(path);
    if (stat.isDirectory()) return fail({ code: 'file/is-directory', message: 'must be a file, got a directory' });
    if (!stat.isFile())
      return fail({ code: 'file/not-a-file', message: 'must be a file, got a pipe, socket or device' });
    if (stat.size > MAX_BYTES) {
      return fail({ code: 'file/too-large', message: `must have at most ${MAX_BYTES} bytes, got ${stat.size}` });
    }
    bytes = readFileSync(path);
  } catch (error) {
    return fail(refusal(error, path));
  }
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return { issues: [notUtf8(file, bytes)] };
  }
  if (!text.startsWith('\ufeff')) return { text, issues: [] };
  return { text: text.slice(1), issues: [{ ...MARK, severity: 'error', at: { file, line: 1, column: 1 } }] };
}
