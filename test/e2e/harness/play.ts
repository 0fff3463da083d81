import { act, log } from './log.ts';
import type { Outcome, Scenario } from './scenario.ts';
import { Unmet } from './until.ts';
import type { World } from './world.ts';

/** Lets one scenario happen. What goes wrong in it is its outcome, not the end of the run. */
export async function play(scenario: Scenario, world: World): Promise<Outcome> {
  act(`${scenario.name}: ${scenario.shows}`);
  const start = Date.now();
  const seconds = (): number => (Date.now() - start) / 1000;
  try {
    await scenario.run(world);
    log(`passed: ${scenario.name}, ${seconds().toFixed(1)} s`);
    return { scenario, seconds: seconds() };
  } catch (error) {
    const text =
      error instanceof Unmet ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
    log(`FAILED: ${scenario.name}, ${seconds().toFixed(1)} s\n${text}`);
    return { scenario, seconds: seconds(), error: text };
  }
}
