import { fleet } from '../../../environments/index.ts';
import { build, BuildError } from '../build/build.ts';
import { missing, type Tier } from '../build/cache.ts';
import type { ControlPlane } from '../plane/control-plane.ts';
import { ProcessError } from '../plane/processes.ts';
import { type Usage, usageOf } from '../plane/usage.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { type Filter, readManifests } from './dist.ts';
import { Ending } from './ending.ts';
import { log } from './log.ts';
import type { Options } from './options.ts';
import { onPlane } from './on-plane.ts';
import { play } from './play.ts';
import { report } from './report.ts';
import { breaking, type Outcome, type Scenario } from './scenario.ts';
import { stages } from './stages.ts';
import { makeWorld } from './world.ts';

/** What is wrong with how the command was called. */
class WrongUse extends Error {}

/** Runs the command and answers its exit code: 0 all passed, 1 something failed, 2 it cannot be run, 130 after Ctrl-C. */
export async function run(command: string, options: Options): Promise<number> {
  const ending = new Ending();
  try {
    if (command === 'build') await build('all');
    else return await prove(command === 'api' ? 'api' : 'all', options, ending);
    return 0;
  } catch (error) {
    if (ending.exitCode !== undefined) return ending.exitCode;
    if (!(error instanceof BuildError || error instanceof WrongUse || error instanceof ProcessError)) throw error;
    console.error(`e2e: ${error.message}`);
    return 2;
  }
}

/** The scenarios to run: those of a tier, or those that are named with what they build upon. @throws WrongUse */
function chosen(tier: Tier, { only, sabotage }: Options): readonly Scenario[] {
  const unknown = only.filter((name) => !SCENARIOS.some((scenario) => scenario.name === name));
  const known = SCENARIOS.map(({ name }) => name).join(', ');
  if (unknown.length > 0) throw new WrongUse(`no scenario ${unknown.join(', ')}; there are ${known}`);
  if (sabotage && only.length !== 1) throw new WrongUse('SABOTAGE=1 breaks one scenario at a time: name it with ONLY');
  const ofTier = SCENARIOS.filter((scenario) => (scenario.tier ?? 'all') === tier || tier === 'all');
  if (only.length === 0) return ofTier;
  return ofTier.filter(({ name, foundation = false }) => only.includes(name) || (foundation && tier === 'all'));
}

/** What is done to the texts of `dist/` when it is to be broken. @throws WrongUse when there is nothing to break */
function breaks(scenarios: readonly Scenario[], { sabotage, only }: Options): Filter[] {
  const chosenOnes = sabotage ? scenarios.filter(({ name }) => only.includes(name)) : [];
  const broken = chosenOnes.map((scenario) => breaking(scenario.sabotage));
  const filters = broken.map(({ filter }) => filter);
  readManifests('dist', filters);
  if (broken.some(({ hits }) => hits() === 0)) throw new WrongUse('the sabotage finds nothing to break in dist/');
  return filters;
}

async function prove(tier: Tier, options: Options, ending: Ending): Promise<number> {
  const scenarios = chosen(tier, options);
  const absent = missing(tier);
  if (absent.length > 0)
    throw new BuildError(
      `not built yet: ${absent.join(', ')}; run \`make e2e-build\` (needs Go 1.26; 25 minutes once)`,
    );
  const filters = breaks(scenarios, options);
  const done = await onPlane(tier, ending, async (plane) => {
    const world = await makeWorld(plane, tier, readManifests('dist', filters), {
      platforms: options.platforms,
      filters,
    });
    const outcomes: Outcome[] = [];
    const inOrder = async (lane: readonly Scenario[]): Promise<void> => {
      for (const scenario of lane) outcomes.push(await play(scenario, world));
    };
    for (const stage of stages(scenarios)) await Promise.all(stage.map(inOrder));
    const usage = usageOfAll(plane.processes.pids());
    if (options.keep) await kept(plane, ending);
    return { plane, outcomes, world, usage };
  });
  const { plane, outcomes, world, usage } = done;
  if (outcomes.every(({ error }) => error === undefined)) plane.forget();
  else log(`the logs are kept: ${plane.processes.logs}`);
  return report({ tier, outcomes, world, usage, platforms: fleet.platforms.map(({ name }) => name) }, options);
}

const usageOfAll = (pids: ReadonlyMap<string, number>): ReadonlyMap<string, Usage> =>
  new Map(
    [...pids].flatMap(([name, pid]) => {
      const usage = usageOf(pid);
      return usage ? [[name, usage]] : [];
    }),
  );

/** Says how to reach the plane, and waits until the person is done. */
function kept({ kubernetes, processes }: ControlPlane, ending: Ending): Promise<void> {
  console.log(
    `\nThe plane is up until Ctrl-C:\n  export KUBECONFIG=${kubernetes.kubeconfig}\n  logs: ${processes.logs}`,
  );
  return ending.wait();
}
