import type { Tier } from '../build/cache.ts';
import type { Options } from './options.ts';
import type { Outcome } from './scenario.ts';

/** Prints the count, and answers the exit code. */
export function report(_tier: Tier, outcomes: readonly Outcome[], { sabotage, only }: Options): number {
  const failed = outcomes.filter(({ error }) => error !== undefined);
  if (sabotage) {
    const red = failed.some(({ scenario }) => only.includes(scenario.name));
    console.log(red ? 'the sabotage was noticed' : 'the sabotage was NOT noticed');
    return red ? 0 : 1;
  }
  console.log(`${String(outcomes.length - failed.length)} passed, ${String(failed.length)} failed`);
  return failed.length > 0 ? 1 : 0;
}
