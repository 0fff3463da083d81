import { ApiError } from '../plane/api.ts';
import { ProcessError } from '../plane/processes.ts';
import { Diagnosis } from './diagnosis.ts';
import type { Ending } from './ending.ts';
import { act, log } from './log.ts';
import type { Outcome, Scenario } from './scenario.ts';
import { Interrupted, Unmet, until } from './until.ts';
import type { World } from './world.ts';

/** What a scenario that failed says: the stack only where the cause is the harness itself. */
function textOf(error: unknown): string {
  if (error instanceof Unmet || error instanceof ProcessError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Who has died, after a failure: a connection breaks a moment before the end of a process is told. */
async function causeOf(error: unknown, { plane: { processes } }: World): Promise<string | undefined> {
  if (error instanceof Unmet || error instanceof ApiError || error instanceof ProcessError) return undefined;
  const death = Promise.race([processes.death, until('a death', () => '', Boolean, { seconds: 2, quiet: true })]);
  return death.then(
    () => undefined,
    (told: unknown) => (told instanceof ProcessError ? told.message : undefined),
  );
}

/** Lets one scenario happen. What goes wrong in it is its outcome, not the end of the run. @throws Interrupted */
export async function play(scenario: Scenario, world: World, ending: Ending): Promise<Outcome> {
  act(`${scenario.name}: ${scenario.shows}`);
  const diagnosis = new Diagnosis(world);
  const start = Date.now();
  const seconds = (): number => (Date.now() - start) / 1000;
  try {
    await Promise.race([scenario.run(world), world.plane.processes.death]);
    log(`passed: ${scenario.name}, ${seconds().toFixed(1)} s`);
    return { scenario, seconds: seconds() };
  } catch (error) {
    const taken = seconds();
    // What the plane does not answer any more is no fault of the scenario.
    if (ending.exitCode !== undefined) throw new Interrupted(`${scenario.name} was interrupted`);
    const cause = await causeOf(error, world);
    const text = cause === undefined ? textOf(error) : `${cause}\n${textOf(error)}`;
    log(`FAILED: ${scenario.name}, ${taken.toFixed(1)} s\n${text}`);
    const details = await diagnosis.write(scenario.name, text);
    console.log(details);
    return { scenario, seconds: taken, error: text, details };
  }
}
