import { type Context, printIssues } from './context.ts';
import { EXIT, type ExitCode, Misuse } from './exit-code.ts';
import { sourceStack } from './stack.ts';
import { issuesOf } from './thrown.ts';

/** Prints what an exception means to the person who typed the command, and returns the exit code. */
export function failure(error: unknown, context: Pick<Context, 'terminal'>): ExitCode {
  const { err } = context.terminal;
  if (error instanceof Misuse) {
    err.print(`argosy: ${error.message}\n${error.hint === undefined ? '' : `${error.hint}\n`}`);
    return EXIT.misuse;
  }
  const issues = issuesOf(error);
  if (issues !== undefined) {
    printIssues(context, issues);
    return EXIT.problems;
  }
  const message = error instanceof Error ? error.message : String(error);
  err.print(`argosy: internal error: ${message.split('\n')[0] ?? ''}\n`);
  err.print(process.env['ARGOSY_DEBUG'] ? `${sourceStack(error)}\n` : 'set ARGOSY_DEBUG=1 to see where\n');
  return EXIT.internal;
}
