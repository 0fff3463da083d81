import { diagnose, mark } from './diagnostics.ts';
import { act, log } from './log.ts';
import type { Outcome, Scenario } from './scenario.ts';
import { Unmet } from './until.ts';
import type { World } from './world.ts';

const told = (error: unknown): string => {
  if (error instanceof Unmet) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
};

/** Lets one scenario happen. What goes wrong in it is its outcome, not the end of the run. */
export async function play(scenario: Scenario, world: World): Promise<Outcome> {
  act(`${scenario.name}: ${scenario.shows}`);
  const start = Date.now();
  const marks = mark(world);
  const seconds = (): number => (Date.now() - start) / 1000;
  try {
    await scenario.run(world);
    log(`passed: ${scenario.name}, ${seconds().toFixed(1)} s`);
    return { scenario, seconds: seconds() };
  } catch (error) {
    const outcome = { scenario, seconds: seconds(), error: told(error) };
    log(`FAILED: ${scenario.name}, ${outcome.seconds.toFixed(1)} s\n${outcome.error}`);
    // A scenario may fail because the plane is gone: then there is nothing more to be had.
    console.log(
      await diagnose(world, scenario.name, start, marks).catch((reason: unknown) => `no diagnosis: ${String(reason)}`),
    );
    return outcome;
  }
}
