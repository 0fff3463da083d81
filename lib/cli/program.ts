import { Command, CommanderError } from 'commander';
import { IssuesError } from '../model/issue.ts';
import { bootstrap } from './commands/bootstrap.ts';
import { can } from './commands/can.ts';
import { complete } from './commands/complete.ts';
import { completion } from './commands/completion.ts';
import { ls } from './commands/ls.ts';
import { synth } from './commands/synth.ts';
import { version, versionOf } from './commands/version.ts';
import { windows } from './commands/windows.ts';
import type { Context } from './context.ts';
import { EXIT, EXIT_CODES_HELP, type ExitCode } from './exit-code.ts';
import { failure } from './failure.ts';
import type { Environments, Launch } from './launch.ts';
import { openTerminal } from './terminal.ts';

const COMMANDS = [synth, ls, can, windows, bootstrap, version, completion];

const EXAMPLES = `
Examples:
  $ argosy synth                        environments/ -> dist/
  $ argosy synth --check                is dist/ what environments/ says?
  $ argosy ls images pern/production    what runs there
  $ argosy windows pern/production      may it be synced now, and when next?
  $ argosy can --matrix pern            who may do what

Environment:
  NO_COLOR, FORCE_COLOR                 never, or always, use colours
  ARGOSY_DEBUG                          show the stack of an internal error`;

/** Runs the command that was typed, and returns its exit code. */
export async function run(launch: Launch, environments: Environments): Promise<ExitCode> {
  const { broken } = launch;
  const context: Context = {
    launch,
    terminal: openTerminal(launch.args),
    environments: broken === undefined ? environments : () => Promise.reject(new IssuesError(broken)),
  };
  let code: ExitCode = EXIT.fine;
  const program = programOf(context, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(launch.args, { from: 'user' });
    return code;
  } catch (error) {
    // commander has printed what it has to say: help, the version, or what is wrong with the words.
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.misuse;
    return failure(error, context);
  }
}

function programOf(context: Context, done: (code: ExitCode) => void): Command {
  const { launch, terminal } = context;
  const program = new Command('argosy')
    .description('Typed TypeScript constructs, synthesized into the YAML that Argo CD syncs')
    .usage('COMMAND [options]')
    .version(versionOf(launch.root), '-V, --version', 'print the version')
    .option('--no-color', 'no colours, as with the environment variable NO_COLOR')
    .addHelpText('after', EXAMPLES)
    .exitOverride()
    .configureHelp({ styleTitle: (title) => terminal.out.colors.bold(title) })
    .configureOutput({
      writeOut: terminal.out.print,
      writeErr: terminal.err.print,
      outputError: (text, write) => {
        write(text.replace(/^error: /, 'argosy: '));
      },
      getOutHasColors: () => terminal.out.colors.isColorSupported,
      getErrHasColors: () => terminal.err.colors.isColorSupported,
    });
  for (const define of COMMANDS) {
    program.addCommand(define(context, done).copyInheritedSettings(program).addHelpText('after', EXIT_CODES_HELP));
  }
  program.addCommand(complete(context, done).copyInheritedSettings(program), { hidden: true });
  return program.addHelpText('after', EXIT_CODES_HELP);
}
