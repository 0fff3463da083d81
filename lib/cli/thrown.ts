import type { Issue, Problem } from '../model/issue.ts';
import { sourcePlaces } from './stack.ts';

/** Folder of what people write, with its first file: what else is thrown from is ours. */
const DATA = 'environments/';
const FLEET = 'environments/index.ts';

/**
 * The issue that an exception means when it was thrown while `environments/` was evaluated, at the innermost place
 * that a person wrote.
 */
export function dataIssue(error: unknown): Issue {
  const place = sourcePlaces(error).find(({ file }) => file.startsWith(DATA)) ?? { file: FLEET };
  return { severity: 'error', ...problemOf(error), at: place };
}

/** The issues that an exception carries, or that it means because it comes from `environments/`; none for one of ours. */
export function issuesOf(error: unknown): readonly Issue[] | undefined {
  if (error instanceof Error && error.name === 'IssuesError' && 'issues' in error)
    return error.issues as readonly Issue[];
  return sourcePlaces(error).some(({ file }) => file.startsWith(DATA)) ? [dataIssue(error)] : undefined;
}

function problemOf(error: unknown): Problem {
  // By name: with --watch, the class may come from another bundle than this one.
  if (error instanceof Error && error.name === 'ProblemError' && 'problem' in error) return error.problem as Problem;
  const what = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return { code: 'data/invalid', message: `cannot be evaluated: ${what}` };
}
