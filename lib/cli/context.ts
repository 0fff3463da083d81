import type { Command } from 'commander';
import { issuesText } from './issues.ts';
import type { Issue } from '../model/issue.ts';
import type { ExitCode } from './exit-code.ts';
import type { Environments, Launch } from './launch.ts';
import type { Terminal } from './terminal.ts';

/** What every command is given. */
export interface Context {
  readonly launch: Launch;
  readonly terminal: Terminal;
  /** Evaluates what is run. @throws IssuesError when it cannot be bundled */
  readonly environments: Environments;
}

/** A command: adds the words it listens to; `done` takes its exit code. */
export type DefineCommand = (context: Context, done: (code: ExitCode) => void) => Command;

/** Prints issues where people look for them. */
export function printIssues({ terminal }: Pick<Context, 'terminal'>, issues: readonly Issue[]): void {
  terminal.err.print(issuesText(issues, terminal.err.colors));
}
