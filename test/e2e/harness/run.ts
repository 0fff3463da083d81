import { fleet } from '../../../environments/index.ts';
import { build, BuildError } from '../build/build.ts';
import { missing, type Tier } from '../build/cache.ts';
import type { ControlPlane } from '../plane/control-plane.ts';
import { ProcessError } from '../plane/processes.ts';
import { type Usage, usageOf } from '../plane/usage.ts';
import { SCENARIOS, STAGES } from '../scenarios/index.ts';
import { chosen, understood, WrongUse } from './chosen.ts';
import { type Filter, type Manifest, readManifests } from './dist.ts';
import { Ending } from './ending.ts';
import { onPlane } from './on-plane.ts';
import type { Options } from './options.ts';
import { play } from './play.ts';
import { report } from './report.ts';
import { breaking, type Outcome, type Scenario } from './scenario.ts';
import { lanesOf } from './stages.ts';
import { makeWorld } from './world.ts';

/** Runs the command and answers its exit code: 0 all passed, 1 something failed, 2 it cannot be run, 130 after Ctrl-C. */
export async function run(command: string, options: Options): Promise<number> {
  const ending = new Ending();
  try {
    if (command === 'build') await build('all');
    else return await prove(command === 'api' ? 'api' : 'all', options, ending);
    return 0;
  } catch (error) {
    if (ending.exitCode !== undefined) {
      console.error(`e2e: ${ending.text}`);
      return ending.exitCode;
    }
    if (!(error instanceof BuildError || error instanceof WrongUse || error instanceof ProcessError)) throw error;
    console.error(`e2e: ${error.message}`);
    return 2;
  }
}

/** The committed `dist/`, and what is done to its texts when it is to be broken. @throws WrongUse when nothing breaks */
function distOf(scenarios: readonly Scenario[], { sabotage, only }: Options): { filters: Filter[]; dist: Manifest[] } {
  const broken = sabotage ? scenarios.filter(({ name }) => only.includes(name)) : [];
  const breaks = broken.map((scenario) => breaking(scenario.sabotage));
  const filters = breaks.map(({ filter }) => filter);
  const dist = readManifests('dist', filters);
  if (breaks.some(({ hits }) => hits() === 0)) throw new WrongUse('the sabotage finds nothing to break in dist/');
  return { filters, dist: [...dist] };
}

async function prove(tier: Tier, wanted: Options, ending: Ending): Promise<number> {
  const options = understood(wanted, SCENARIOS);
  const scenarios = chosen(tier, options, SCENARIOS);
  const absent = missing(tier);
  if (absent.length > 0)
    throw new BuildError(
      `not built yet: ${absent.join(', ')}; run \`make e2e-build\` (needs Go 1.26; 20 minutes once)`,
    );
  const { filters, dist } = distOf(scenarios, options);
  const outcomes: Outcome[] = [];
  const failed = (): boolean => outcomes.some(({ error }) => error !== undefined);
  const done = await onPlane(tier, ending, failed, async (plane) => {
    const world = await makeWorld(plane, tier, dist, { platforms: options.platforms, filters });
    const inOrder = async (lane: readonly Scenario[]): Promise<void> => {
      for (const scenario of lane) outcomes.push(await play(scenario, world, ending));
    };
    for (const stage of STAGES) await Promise.all(lanesOf(stage, scenarios).map(inOrder));
    const usage = usageOfAll(plane.processes.pids());
    if (options.keep) await kept(plane, ending);
    return { world, usage };
  });
  return report({ tier, outcomes, ...done, platforms: fleet.platforms.map(({ name }) => name) }, options);
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
