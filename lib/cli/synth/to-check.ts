import { type Context, printIssues } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { compare, counted } from '../text.ts';
import { hasErrors, type Result, resultJson } from './result.ts';
import { checkOnce } from './write.ts';

/** `argosy synth --check`: lists what a synthesis would change. */
export async function toCheck(context: Context, outdir: string, json: boolean): Promise<ExitCode> {
  const { launch, terminal, environments } = context;
  const result = await checkOnce(launch.root, outdir, environments);
  const found = differences(result);
  if (json) {
    terminal.out.print(resultJson(result, outdir, performance.now()));
  } else {
    terminal.out.print(found.map(({ word, path }) => `${word.padEnd(7)}  ${outdir}/${path}\n`).join(''));
    printIssues(context, result.issues);
    if (!hasErrors(result)) terminal.err.print(verdict(result, found.length, outdir));
  }
  return found.length > 0 || hasErrors(result) ? EXIT.problems : EXIT.fine;
}

interface Difference {
  readonly word: 'stale' | 'missing' | 'extra' | 'foreign';
  readonly path: string;
}

function differences({ changed, added, removed, foreign }: Result): Difference[] {
  const all = (word: Difference['word'], paths: readonly string[]): Difference[] =>
    paths.map((path) => ({ word, path }));
  const found = [
    ...all('stale', changed),
    ...all('missing', added),
    ...all('extra', removed),
    ...all('foreign', foreign),
  ];
  return found.sort((a, b) => compare(a.path, b.path));
}

function verdict(result: Result, count: number, outdir: string): string {
  if (count === 0) return `${outdir} is up to date (${counted(result.unchanged, 'file')})\n`;
  const { length } = result.foreign;
  const hints = [
    ...(count > length ? ['run: argosy synth'] : []),
    ...(length > 0 ? [`${counted(length, 'file')} not generated: move or delete ${length === 1 ? 'it' : 'them'}`] : []),
  ];
  return `${counted(count, 'difference')} in ${outdir}; ${hints.join('; ')}\n`;
}
