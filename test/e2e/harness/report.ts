import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fleet } from '../../../environments/index.ts';
import type { Tier } from '../build/cache.ts';
import { VARIANTS } from '../scenarios/api-variants.ts';
import type { Figure } from './figures.ts';
import { junitXml } from './junit.ts';
import { log } from './log.ts';
import { fill } from './markdown.ts';
import type { Memory } from './memory.ts';
import type { Options } from './options.ts';
import { proofParts } from './proof.ts';
import type { Outcome } from './scenario.ts';
import { REPLACED } from './world.ts';

/** A run that has come to its end. */
export interface Done {
  readonly tier: Tier;
  readonly options: Options;
  readonly outcomes: readonly Outcome[];
  readonly figures: readonly Figure[];
  readonly memory: readonly Memory[];
  readonly seconds: number;
}

const PAGE = 'docs/proof.md';

const hasFailed = ({ error }: Outcome): boolean => error !== undefined;

/** Whether it was the whole proof: a part of it, or a red one, says nothing that the page should keep. */
const isWhole = ({ tier, outcomes, options: { only, platforms } }: Done): boolean =>
  tier === 'all' &&
  only.length === 0 &&
  fleet.platforms.every(({ name }) => platforms.includes(name)) &&
  !outcomes.some(hasFailed);

/** Writes JUnit and, after the whole proof, its page; prints the count, and answers the exit code. */
export function report(done: Done): number {
  const { tier, outcomes, options } = done;
  const failed = outcomes.filter(hasFailed);
  if (options.sabotage) {
    const red = failed.some(({ scenario }) => options.only.includes(scenario.name));
    console.log(red ? 'the sabotage was noticed' : 'the sabotage was NOT noticed');
    return red ? 0 : 1;
  }
  writeJunit(options.results, tier === 'api' ? 'e2e-api' : 'e2e', outcomes);
  if (isWhole(done)) writePage(done);
  console.log(`${String(outcomes.length - failed.length)} passed, ${String(failed.length)} failed`);
  return failed.length > 0 ? 1 : 0;
}

function writeJunit(folder: string, name: string, outcomes: readonly Outcome[]): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${name}.xml`), junitXml(name, outcomes));
}

function writePage(done: Done): void {
  const parts = proofParts({ ...done, replaced: REPLACED, variants: VARIANTS });
  writeFileSync(PAGE, fill(readFileSync(PAGE, 'utf8'), parts));
  execFileSync(process.execPath, ['node_modules/prettier/bin/prettier.cjs', '--write', '--log-level', 'warn', PAGE]);
  log(`${PAGE} is written`);
}
