import { type Issue, IssuesError } from '../model/issue.ts';
import type { RenderedFile } from '../model/synthesis.ts';
import { isOurs } from './header.ts';
import { isOfARun } from './outdir.ts';

/** Relative, with `/`, and neither `.` nor `..` nor an empty name in it. */
const PATH = /^(?!\.\.?(?:\/|$))[^/\\\0]+(?:\/(?!\.\.?(?:\/|$))[^/\\\0]+)*$/;

/**
 * The last check before the disk: a file must lie inside the output folder, be there once, and say in its first line
 * that it is ours, or the next run could neither update nor delete it.
 * @throws IssuesError `dist/bad-file`
 */
export function checkFiles(files: readonly RenderedFile[]): void {
  const issues: Issue[] = [];
  const paths = new Set<string>();
  for (const { path, text } of files) {
    const problem = paths.has(path) ? 'must be given once' : problemOf(path, text);
    paths.add(path);
    if (problem !== undefined)
      issues.push({ severity: 'error', code: 'dist/bad-file', at: { file: path }, message: problem });
  }
  if (issues.length > 0) throw new IssuesError(issues);
}

function problemOf(path: string, text: string): string | undefined {
  if (!PATH.test(path)) return 'must be a path inside the output folder';
  if (isOfARun(path.slice(0, path.indexOf('/') >>> 0))) return 'must not have a name that the writer uses itself';
  return isOurs(text.slice(0, text.indexOf('\n') >>> 0))
    ? undefined
    : 'must say in its first line that it is generated';
}
