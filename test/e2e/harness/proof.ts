import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import type { Usage } from '../plane/usage.ts';
import { type Figure, readable } from './figures.ts';
import type { Outcome } from './scenario.ts';

/** What a run of everything has to tell. */
export interface Proof {
  readonly outcomes: readonly Outcome[];
  readonly figures: readonly Figure[];
  /** Process -> what it used, at the end. */
  readonly usage: ReadonlyMap<string, Usage>;
  /** Component -> version. */
  readonly versions: ReadonlyMap<string, string>;
  /** What was done to `dist/` on its way, and who was not there. */
  readonly replaced: readonly string[];
  readonly standIns: readonly string[];
  /** Wrongs that the API server does not see -> who sees them. */
  readonly unseen: ReadonlyMap<string, string>;
}

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** A table in Markdown. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.map(cell).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

const pairs = (map: ReadonlyMap<string, string>): string[][] => [...map].map(([key, value]) => [key, value]);

/** Name of a part of the page -> what stands in it. */
export function partsOf(proof: Proof): ReadonlyMap<string, string> {
  const { outcomes, figures, usage, versions, replaced, standIns, unseen } = proof;
  const rows = outcomes.map(({ scenario, seconds }) => [
    scenario.name,
    scenario.shows,
    readable(seconds),
    scenario.sabotage.what,
  ]);
  const peak = [...usage].map(([name, { peak: most, cpu }]) => [name, readable(most), readable(cpu)]);
  const sum = (of: (one: Usage) => number): string =>
    readable([...usage.values()].reduce((total, one) => total + of(one), 0));
  return new Map([
    ['scenarios', table(['scenario', 'what it shows', 'seconds', 'turned red by'], rows)],
    [
      'figures',
      table(
        ['figure', 'value'],
        figures.map(({ name, value, unit }) => [name, `${readable(value)} ${unit}`.trim()]),
      ),
    ],
    [
      'usage',
      table(
        ['process', 'memory at most, MiB', 'processor, s'],
        [...peak, ['all', sum((one) => one.peak), sum((one) => one.cpu)]],
      ),
    ],
    ['versions', table(['component', 'version'], pairs(versions))],
    ['replaced', list(replaced)],
    ['stand-ins', list(standIns)],
    ['unseen', table(['wrong', 'who sees it'], pairs(unseen))],
  ]);
}

/** Puts each part between its marks: `<!-- begin NAME -->` and `<!-- end NAME -->`. @throws Error when a mark is missing */
export function filled(page: string, parts: ReadonlyMap<string, string>): string {
  return [...parts].reduce((text, [name, content]) => {
    const [begin, end] = [`<!-- begin ${name} -->`, `<!-- end ${name} -->`];
    const [before, rest] = text.split(begin);
    const after = rest?.split(end)[1];
    if (before === undefined || after === undefined) throw new Error(`the page has no ${begin} … ${end}`);
    return `${before}${begin}\n\n${content}\n\n${end}${after}`;
  }, page);
}

/** Writes what a run has shown into a page. */
export function writeProof(page: string, proof: Proof): void {
  writeFileSync(page, filled(readFileSync(page, 'utf8'), partsOf(proof)));
  execFileSync(process.execPath, ['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level', 'warn', page]);
}
