import type { Tier } from '../build/cache.ts';
import type { Options } from './options.ts';
import type { Scenario } from './scenario.ts';

/** What is wrong with how the command was called. */
export class WrongUse extends Error {}

/** A scenario's name, or else the first words of several: `canary`. */
function named(word: string, scenarios: readonly Scenario[]): readonly Scenario[] {
  const exact = scenarios.filter(({ name }) => name === word);
  return exact.length > 0 ? exact : scenarios.filter(({ name }) => name.startsWith(`${word}-`));
}

/** The options with the whole names of what is to run. @throws WrongUse */
export function understood(options: Options, scenarios: readonly Scenario[]): Options {
  const unknown = options.only.filter((word) => named(word, scenarios).length === 0);
  const known = scenarios.map(({ name }) => name).join(', ');
  if (unknown.length > 0) throw new WrongUse(`no scenario ${unknown.join(', ')}; there are ${known}`);
  const only = options.only.flatMap((word) => named(word, scenarios)).map(({ name }) => name);
  if (options.sabotage && only.length !== 1)
    throw new WrongUse('SABOTAGE=1 breaks one scenario at a time: name it with ONLY');
  return { ...options, only };
}

/** The scenarios to run: those of a tier, or those that are named with what they build upon. */
export function chosen(tier: Tier, { only }: Options, scenarios: readonly Scenario[]): readonly Scenario[] {
  const ofTier = scenarios.filter((scenario) => (scenario.tier ?? 'all') === tier || tier === 'all');
  if (only.length === 0) return ofTier;
  return ofTier.filter(({ name, foundation = false }) => only.includes(name) || (foundation && tier === 'all'));
}
