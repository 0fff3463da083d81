import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measure, type Measured, type Variant, VARIANTS } from './child.ts';

const SIZES = [100, 1_000, 10_000, 50_000];
/** Plain cdk8s grows with the square: 50,000 objects would take minutes. */
const LARGEST_FOR_CDK8S = 10_000;
const REPEATS = 3;

/** One row of the table: a way of writing at one size, the median of several runs. */
interface Row extends Measured {
  readonly name: 'floor' | 'all written' | 'unchanged' | 'App.synth()';
  readonly size: number;
}

const median = (runs: readonly Measured[]): Measured => {
  const sorted = [...runs].sort((a, b) => a.wall - b.wall);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (!middle) throw new Error('nothing was measured');
  return { ...middle, peak: Math.max(...runs.map((run) => run.peak)) };
};

function run(variant: Variant, size: number, outdir: string): Measured {
  const [entry = ''] = process.argv.slice(1);
  // The same launcher and the same entry, as a child: what one size leaves in memory must not slow the next.
  const output = execFileSync(
    process.execPath,
    [...process.execArgv, entry, ...entryArguments(), 'child', variant, String(size), outdir],
    {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  return JSON.parse(output) as Measured;
}

/** The launcher is started as `run.mjs test/bench/main.ts`. */
const entryArguments = (): string[] => ['test/bench/main.ts'];

function rowsOf(size: number): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'argosy-bench-'));
  const fresh = (name: string): string => {
    const path = join(folder, name);
    rmSync(path, { recursive: true, force: true });
    return path;
  };
  try {
    // In turn, not one after the other: a machine that slows down slows all of them.
    const runs: Record<Row['name'], Measured[]> = { floor: [], 'all written': [], unchanged: [], 'App.synth()': [] };
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      runs.floor.push(run('floor', size, fresh('floor')));
      runs['all written'].push(run('argosy', size, fresh('argosy')));
      runs.unchanged.push(run('argosy', size, join(folder, 'argosy')));
      if (size <= LARGEST_FOR_CDK8S) runs['App.synth()'].push(run('cdk8s', size, fresh('cdk8s')));
    }
    return (Object.keys(runs) as Row['name'][]).flatMap((name) =>
      runs[name].length > 0 ? [{ name, size, ...median(runs[name]) }] : [],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How wall time grows from one size to the next: 1 is linear, 2 is the square. */
function exponent(row: Row, before: Row | undefined): string {
  if (!before) return '';
  return (Math.log(row.wall / before.wall) / Math.log(row.objects / before.objects)).toFixed(2);
}

function table(rows: readonly Row[]): string {
  const floor = (size: number): Row | undefined => rows.find((row) => row.size === size && row.name === 'floor');
  const perObject = (row: Row): number => row.wall / row.objects;
  const lines = rows.map((row) => {
    const base = floor(row.size);
    const before = rows.filter((other) => other.name === row.name && other.size < row.size).at(-1);
    return [
      String(row.objects),
      row.name,
      row.wall.toFixed(3),
      row.cpu.toFixed(3),
      String(Math.round(row.objects / row.wall)),
      String(Math.round(row.peak / 1e6)),
      base ? (perObject(row) / perObject(base)).toFixed(2) : '',
      exponent(row, before),
    ];
  });
  const head = ['objects', 'what', 'wall s', 'CPU s', 'objects/s', 'peak MB', 'x floor', 'exponent'];
  return [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** The goals, each with what was measured: a reader need not compute anything. */
function verdicts(rows: readonly Row[]): string[] {
  const at = (name: Row['name'], size: number): Row | undefined =>
    rows.find((row) => row.name === name && row.size === size);
  const judge = (text: string, value: number, limit: number, below: boolean): string =>
    `${(below ? value <= limit : value >= limit) ? 'met ' : 'MISSED'} ${text}: ${value.toFixed(2)} (goal: ${below ? 'at most' : 'at least'} ${String(limit)})`;
  const lines: string[] = [];
  for (const size of [10_000, 50_000]) {
    const floor = at('floor', size);
    const written = at('all written', size);
    const same = at('unchanged', size);
    if (!floor || !written || !same) continue;
    const ratio = (row: Row): number => row.wall / row.objects / (floor.wall / floor.objects);
    lines.push(judge(`${String(size)} all written, x floor`, ratio(written), 2, true));
    lines.push(judge(`${String(size)} unchanged, x floor`, ratio(same), 1, true));
    lines.push(judge(`${String(size)} peak MB`, Math.max(written.peak, same.peak) / 1e6, 700, true));
  }
  for (const name of ['all written', 'unchanged'] as const) {
    const [small, large] = [at(name, 10_000), at(name, 50_000)];
    if (small && large)
      lines.push(judge(`exponent from 10,000 to 50,000, ${name}`, Number(exponent(large, small)), 1.1, true));
    const plain = at('App.synth()', 10_000);
    if (small && plain)
      lines.push(judge(`10,000 times faster than App.synth(), ${name}`, plain.wall / small.wall, 20, false));
  }
  return lines;
}

const [mode, variant, size, outdir] = process.argv.slice(2);
if (mode === 'child') {
  const known = VARIANTS.find((name) => name === variant);
  if (!known || !outdir) throw new Error(`usage: child ${VARIANTS.join('|')} SIZE OUTDIR`);
  process.stdout.write(JSON.stringify(measure(known, Number(size), outdir)));
} else {
  const largest = Number(mode ?? SIZES.at(-1));
  const rows: Row[] = [];
  for (const next of SIZES.filter((one) => one <= largest)) {
    process.stderr.write(`measuring ${String(next)} objects …\n`);
    rows.push(...rowsOf(next));
  }
  process.stdout.write(
    `Node ${process.version}, ${String(availableParallelism())} processors, median of ${String(REPEATS)} runs\n\n${table(rows)}\n\n${verdicts(rows).join('\n')}\n`,
  );
}
