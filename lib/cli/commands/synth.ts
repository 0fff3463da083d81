import { join, relative, resolve, sep } from 'node:path';
import { Command, Option } from 'commander';
import type { Context, DefineCommand } from '../context.ts';
import { type ExitCode, Misuse } from '../exit-code.ts';
import { SELECTION_HELP } from '../selection.ts';

/** What was typed after `argosy synth`. */
interface Typed {
  readonly check?: boolean;
  readonly stdout?: boolean;
  readonly watch?: boolean;
  readonly json?: boolean;
  readonly out?: string;
}

const EXAMPLES = `
Examples:
  $ argosy synth                                        environments/ -> dist/
  $ argosy synth --check                                is dist/ what environments/ says?
  $ argosy synth --watch                                again at every save
  $ argosy synth --stdout pern/production/backend       print one part, write nothing
  $ argosy synth --stdout pern/staging | kubectl diff -f -
  $ argosy synth --out /tmp/dist --json`;

/** `argosy synth` */
export const synth: DefineCommand = (context, done) =>
  new Command('synth')
    .description('turn environments/ into the YAML in dist/')
    .argument('[selection]', `what to print with --stdout: ${SELECTION_HELP}`)
    .addOption(
      new Option('--check', 'write nothing; list what differs, and exit with 1 when something does').conflicts([
        'stdout',
        'watch',
      ]),
    )
    .addOption(
      new Option('--stdout', 'write nothing; print the files as one YAML stream').conflicts(['watch', 'json', 'out']),
    )
    .option('--out <dir>', 'folder to write to (default: dist/ of the repository)')
    .option('--json', 'print one JSON object that says what was done; with --watch one a line')
    .option('--watch', 'stay, and synthesize again whenever a file is saved')
    .addHelpText('after', EXAMPLES)
    .action(async (selection: string | undefined, typed: Typed) => {
      if (selection !== undefined && !typed.stdout) {
        throw new Misuse(
          'a selection needs --stdout',
          'dist/ is always written whole: leave the selection out, or add --stdout',
        );
      }
      done(await run(context, selection, typed));
    });

/** Each way of synthesizing is loaded only when it is asked for. */
async function run(
  context: Context,
  selection: string | undefined,
  { check, stdout, watch, json = false, out }: Typed,
): Promise<ExitCode> {
  const outdir = folderOf(context.launch.root, out);
  if (stdout) return (await import('../synth/to-stdout.ts')).toStdout(context, selection);
  if (watch) return (await import('../synth/watch.ts')).watch(context, outdir, json);
  if (check) return (await import('../synth/to-check.ts')).toCheck(context, outdir, json);
  return (await import('../synth/to-dist.ts')).toDist(context, outdir, json);
}

/**
 * The output folder as a person would type it here: relative when it lies below the working directory.
 * @throws Misuse for a folder that holds the repository, whose files would all be strangers
 */
function folderOf(root: string, out: string | undefined): string {
  const absolute = out === undefined ? join(root, 'dist') : resolve(out);
  if (!relative(absolute, root).startsWith('..')) {
    throw new Misuse(`--out must not hold the repository, got ${JSON.stringify(out)}`, 'name a folder of its own');
  }
  const path = relative(process.cwd(), absolute);
  if (path === '') return '.';
  return path.startsWith('..') ? absolute : path.split(sep).join('/');
}
