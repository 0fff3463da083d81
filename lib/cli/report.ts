import type { Issue } from '../model/issue.ts';
import { printIssues } from './context.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { failure } from './failure.ts';
import { openTerminal } from './terminal.ts';

/** Prints issues, or what an exception means, and returns the exit code: for what runs without the command around it. */
export function report({ issues, error }: { readonly issues?: readonly Issue[]; readonly error?: unknown }): ExitCode {
  const terminal = openTerminal(process.argv.slice(2));
  if (issues === undefined) return failure(error, { terminal });
  printIssues({ terminal }, issues);
  return issues.some((issue) => issue.severity === 'error') ? EXIT.problems : EXIT.fine;
}
