import { fleet } from '../../../environments/index.ts';
import { build, BuildError } from '../build/build.ts';
import { missing, type Tier } from '../build/cache.ts';
import { ControlPlane } from '../plane/control-plane.ts';
import { type Usage, usageOf } from '../plane/usage.ts';
import { SCENARIOS } from '../scenarios/index.ts';
import { readManifests } from './dist.ts';
import { log } from './log.ts';
import type { Options } from './options.ts';
import { play } from './play.ts';
import { report } from './report.ts';
import { breaking, type Outcome, type Scenario } from './scenario.ts';
import { stages } from './stages.ts';
import { makeWorld } from './world.ts';

/** What is wrong with how the command was called. */
class WrongUse extends Error {}

/** Runs the command and answers its exit code: 0 all passed, 1 something failed, 2 it cannot be run. */
export async function run(command: string, options: Options): Promise<number> {
  try {
    if (command === 'build') await build('all');
    else return await prove(command === 'api' ? 'api' : 'all', options);
    return 0;
  } catch (error) {
    if (!(error instanceof BuildError || error instanceof WrongUse)) throw error;
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

async function prove(tier: Tier, options: Options): Promise<number> {
  const all = fleet.platforms.map(({ name }) => name);
  const scenarios = chosen(tier, options);
  const absent = missing(tier);
  if (absent.length > 0)
    throw new BuildError(
      `not built yet: ${absent.join(', ')}; run \`make e2e-build\` (needs Go 1.26; 25 minutes once)`,
    );

  const broken = options.sabotage ? scenarios.filter(({ name }) => options.only.includes(name)) : [];
  const breaks = broken.map(({ sabotage }) => breaking(sabotage));
  const filters = breaks.map(({ filter }) => filter);
  const dist = readManifests('dist', filters);
  if (breaks.some(({ hits }) => hits() === 0)) throw new WrongUse('the sabotage finds nothing to break in dist/');
  let stop = (): Promise<void> => Promise.resolve();
  const end = (): void => {
    void stop().finally(() => process.exit(130));
  };
  process.once('SIGINT', end).once('SIGTERM', end);

  const plane = await ControlPlane.start(tier, (started) => {
    stop = () => started.stop();
  });
  stop = () => plane.stop();
  try {
    const world = await makeWorld(plane, tier, dist, { platforms: options.platforms, filters });
    const outcomes: Outcome[] = [];
    const inOrder = async (lane: readonly Scenario[]): Promise<void> => {
      for (const scenario of lane) outcomes.push(await play(scenario, world));
    };
    for (const stage of stages(scenarios)) await Promise.all(stage.map(inOrder));
    const usage = usageOfAll(plane.processes.pids());
    if (options.keep) await kept(plane);
    await plane.stop();
    if (outcomes.every(({ error }) => error === undefined)) plane.forget();
    else log(`the logs are kept: ${plane.processes.logs}`);
    return report({ tier, outcomes, world, usage, platforms: all }, options);
  } finally {
    await plane.stop();
  }
}

const usageOfAll = (pids: ReadonlyMap<string, number>): ReadonlyMap<string, Usage> =>
  new Map(
    [...pids].flatMap(([name, pid]) => {
      const usage = usageOf(pid);
      return usage ? [[name, usage]] : [];
    }),
  );

/** Says how to reach the plane, and waits until the person is done. */
function kept({ kubernetes, processes }: ControlPlane): Promise<void> {
  console.log(
    `\nThe plane is up until Ctrl-C:\n  export KUBECONFIG=${kubernetes.kubeconfig}\n  logs: ${processes.logs}`,
  );
  return new Promise(() => undefined);
}
