import { ProcessError } from '../plane/processes.ts';
import { Diagnosis } from './diagnosis.ts';
import { act, log } from './log.ts';
import type { Outcome, Scenario } from './scenario.ts';
import { Interrupted, Unmet } from './until.ts';
import type { World } from './world.ts';

/** What a scenario that failed says: the stack only where the cause is the harness itself. */
function textOf(error: unknown): string {
  if (error instanceof Unmet || error instanceof ProcessError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

/** Lets one scenario happen. What goes wrong in it is its outcome, not the end of the run. @throws Interrupted */
export async function play(scenario: Scenario, world: World): Promise<Outcome> {
  act(`${scenario.name}: ${scenario.shows}`);
  const diagnosis = new Diagnosis(world);
  const start = Date.now();
  const seconds = (): number => (Date.now() - start) / 1000;
  try {
    await scenario.run(world);
    log(`passed: ${scenario.name}, ${seconds().toFixed(1)} s`);
    return { scenario, seconds: seconds() };
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    const text = textOf(error);
    log(`FAILED: ${scenario.name}, ${seconds().toFixed(1)} s\n${text}`);
    const taken = seconds();
    const details = await diagnosis.write(scenario.name, text);
    console.log(details);
    return { scenario, seconds: taken, error: text, details };
  }
}
