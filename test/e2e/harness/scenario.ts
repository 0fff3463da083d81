import type { Tier } from '../build/cache.ts';
import type { Filter } from './dist.ts';
import type { World } from './world.ts';

/** A change of `dist/` on its way to the git server that must turn the scenario red. */
export interface Sabotage {
  /** In words, for the report: what was broken. */
  readonly what: string;
  /** Files it is done to: a path below `dist/`, or the end of several. */
  readonly file: RegExp;
  readonly find: string | RegExp;
  readonly replace: string;
}

/** A story that the real components must tell. */
export interface Scenario {
  /** Name of its file; `make e2e ONLY=name` runs it. */
  readonly name: string;
  /** What it shows, in one sentence, for `docs/proof.md`. */
  readonly shows: string;
  /** What it needs running. @default 'all' */
  readonly tier?: Tier;
  /** Whether the others build upon it, and it runs before each of them. @default false */
  readonly foundation?: boolean;
  /** Scenarios of one stage happen at the same time, those of one lane after each other. @default - none: it is alone in its stage */
  readonly lane?: string;
  /** How it was made to fail. */
  readonly sabotage: Sabotage;
  /** @throws Unmet when the components tell another one */
  run(world: World): Promise<void>;
}

/** How a scenario went. */
export interface Outcome {
  readonly scenario: Scenario;
  readonly seconds: number;
  /** @default - undefined: it passed */
  readonly error?: string;
  /** What was seen around the failure. */
  readonly details?: string;
}

/** A sabotage as a filter that counts what it breaks. */
export function breaking({ file, find, replace }: Sabotage): { readonly filter: Filter; readonly hits: () => number } {
  let hits = 0;
  const filter: Filter = (text, path) => {
    if (!file.test(path)) return text;
    const broken = text.replace(find, replace);
    if (broken !== text) hits++;
    return broken;
  };
  return { filter, hits: () => hits };
}
