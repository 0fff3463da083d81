import { approve } from '../harness/approval.ts';
import { Canary } from '../harness/canary.ts';
import { shortPauses } from '../harness/quick.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, none, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';

/** Released by the scenarios that happen at the same time. */
const RELEASED = ['pern-staging-backend', 'traffic-tacos-staging-gateway-api', 'traffic-tacos-staging-reservation-api'];

/** Every service of every environment that is synced, but those that somebody else releases now. */
function services(world: World): Canary[] {
  return world.repository
    .manifests()
    .flatMap(({ path, object: { kind, metadata } }) => {
      const [platform = '', environment = ''] = path.split('/');
      return kind === 'Rollout' ? [new Canary(world, platform, environment, metadata.name)] : [];
    })
    .filter(({ app }) => !RELEASED.includes(app));
}

const phases = (all: readonly Canary[]): string => {
  const counts = new Map<string, number>();
  for (const { phase } of all.map((one) => one.see())) counts.set(phase, (counts.get(phase) ?? 0) + 1);
  return [...counts]
    .sort()
    .map(([phase, count]) => `${phase} ${String(count)}`)
    .join(', ');
};

export const everyRollout: Scenario = {
  name: 'every-rollout',
  shows:
    'Every other Rollout of every environment is taken through one new image to its end, all at the same time: none is stuck',
  lane: 'every-rollout',
  sabotage: {
    what: 'a gate of production asks for more than there is',
    file: /minishop\/prod\/analysis\/AnalysisTemplate-success-rate\.yaml$/,
    find: 'result[0] >= 0.95',
    replace: 'result[0] >= 1.01',
  },
  async run(world) {
    await shortPauses(world);
    const all = services(world);
    const before = new Map(all.map((one) => [one, one.see().newest]));
    await world.repository.commit('A new image for every service', () => {
      for (const one of all) one.setImage('8');
    });
    await approve(world);

    const isDone = (one: Canary): boolean => {
      const { phase, stable, newest, app } = one.see();
      return phase === 'Healthy' && stable === newest && newest !== before.get(one) && app.startsWith('Synced/Healthy');
    };
    await until(
      'Rollouts',
      () => `${phases(all)}; promoted ${String(all.filter(isDone).length)}`,
      () => all.every(isDone),
      { seconds: 420 },
    ).catch(() => {
      none(
        'Rollouts that are not promoted',
        all
          .filter((one) => !isDone(one))
          .map((one) => `${one.app} ${JSON.stringify(one.see())} ${one.rollout.status?.message ?? ''}`),
      );
    });
    const runs = all.flatMap((one) =>
      one.runs(one.see().newest).map(({ status, metadata }) => `${metadata.name} ${status?.phase ?? ''}`),
    );
    none(
      'AnalysisRuns that were not successful',
      runs.filter((run) => !run.endsWith(' Successful')),
    );
    expect('environments with a Rollout', new Set(all.map(({ namespace }) => namespace)).size > 0, true);
  },
};
