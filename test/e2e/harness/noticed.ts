import type { Options } from './options.ts';
import type { Outcome } from './scenario.ts';

/**
 * With a sabotage a failure of the scenario that it is about is what must happen, and nothing else: on what has not come up
 * everything fails. Answers the exit code.
 */
export function noticed(failed: readonly Outcome[], { only }: Pick<Options, 'only'>): number {
  const others = failed.map(({ scenario: { name } }) => name).filter((name) => !only.includes(name));
  if (others.length > 0) {
    console.log(`the sabotage shows nothing: ${others.join(', ')} failed before`);
    return 1;
  }
  console.log(failed.length > 0 ? 'the sabotage was noticed' : 'the sabotage was NOT noticed');
  return failed.length > 0 ? 0 : 1;
}
