import { type Canary, canary } from '../harness/canary.ts';
import { together } from '../harness/parallel.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect } from '../harness/until.ts';
import type { World } from '../harness/world.ts';

/** A new image goes all the way by itself. */
async function succeeds(service: Canary): Promise<void> {
  const weights = service.recordWeights();
  const { hash } = await service.release('2');
  const { selected } = await service.promoted();
  weights.stop();
  // Back to nothing at the end: all traffic is with the stable Service, which is the new version now.
  expect(
    `${service.app}: weights`,
    weights.seen().filter((weight) => weight > 0 && weight < 100),
    service.steps,
  );
  expect(`${service.app}: AnalysisRuns`, service.phases(hash), service.steps.map(() => 'Successful').join(' '));
  expect(`${service.app}: hash that the stable Service selects`, selected, hash);
}

export const canarySucceeds: Scenario = {
  name: 'canary-succeeds',
  shows:
    'A new image goes out by a commit: weights on the Ingress and on the HTTPRoute follow the steps, gates hold on real data, it is promoted',
  lane: 'canaries',
  sabotage: {
    what: 'a gate that no version can keep: 101 % of the requests must succeed',
    file: /pern\/staging\/analysis\/AnalysisTemplate-success-rate\.yaml$/,
    find: 'result[0] >= 0.95',
    replace: 'result[0] >= 1.01',
  },
  async run(world: World) {
    const nginx = await canary(world, 'pern', 'staging', 'backend');
    const route = await canary(world, 'traffic-tacos', 'staging', 'gateway-api');
    await together([succeeds(nginx), succeeds(route)]);
  },
};
