import { type Context, printIssues } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { foreignIssues, hasErrors, type Result, resultJson, summary } from './result.ts';
import { writeOnce } from './write.ts';

/** `argosy synth`: writes the output folder, and says what changed. */
export async function toDist(context: Context, outdir: string, json: boolean): Promise<ExitCode> {
  const { launch, terminal, environments } = context;
  const result = await writeOnce(launch.root, outdir, environments, (holder) => {
    terminal.err.print(`waiting for ${holder}, which writes the same folder …\n`);
  });
  printResult(context, result, outdir, json, performance.now());
  return hasErrors(result) ? EXIT.problems : EXIT.fine;
}

/** Issues and the summary to stderr; with `--json` all of it as data. */
export function printResult(
  context: Context,
  result: Result,
  outdir: string,
  json: boolean,
  milliseconds: number,
): void {
  const { terminal } = context;
  if (json) {
    terminal.out.print(resultJson(result, outdir, milliseconds));
    return;
  }
  printIssues(context, [...result.issues, ...foreignIssues(result.foreign, outdir)]);
  if (!hasErrors(result)) terminal.err.print(`${summary(result, milliseconds)}\n`);
}
