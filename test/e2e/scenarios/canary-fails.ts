import { type Canary, canary } from '../harness/canary.ts';
import { act } from '../harness/log.ts';
import { together } from '../harness/parallel.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, Unmet, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import { BAD } from '../plane/exporter.ts';

/** A new version answers with errors: it is taken back before a person looks, and all is well when git takes it back, too. */
async function fails(service: Canary, { exporter }: World): Promise<void> {
  const stable = service.see().stable;
  const { hash, revert } = await service.release('3');
  act(`${service.app}: the new version answers 40 % of its requests with 503`);
  exporter.behave(hash, BAD);
  await service.until(
    ({ phase, weight, app }) => phase === 'Degraded' && weight === 0 && app.startsWith('Synced/Degraded'),
  );

  const failed = service.runs(hash).filter(({ status }) => status?.phase === 'Failed');
  expect(`${service.app}: AnalysisRuns that failed`, failed.length, 1);
  const metric = failed[0]?.status?.metricResults?.find(({ phase }) => phase === 'Failed');
  const values = (metric?.measurements ?? []).map(({ value = '' }) => Number(value.replace(/[[\]]/g, '')));
  // What was measured is what the exporter was told: four in ten.
  if (!values.some((value) => Math.abs(value - 0.6) < 0.05 || Math.abs(value - 0.4) < 0.05))
    throw new Unmet(
      `${service.app}: ${metric?.name ?? 'no metric'} failed on ${values.join(', ')}, not on the 40 % of errors`,
    );
  expect(`${service.app}: hash that the stable Service selects`, service.see().selected, stable);
  // The canary Service follows a moment after the weight.
  const preview = (): string | undefined => service.selectedBy(`${service.service}-canary`);
  await until(`${service.app}: the canary Service selects`, preview, (seen) => seen === stable, { quiet: true });
  await revert();
  await service.promoted();
}

export const canaryFails: Scenario = {
  name: 'canary-fails',
  shows:
    'A bad version fails its gate: aborted, traffic back to stable, Application Degraded and Synced; a git revert heals it',
  lane: 'canaries',
  sabotage: {
    what: 'the gate tolerates half of the requests to fail',
    file: /pern\/staging\/analysis\/AnalysisTemplate-success-rate\.yaml$/,
    find: /result\[0\] (<|>) 0\.[90]5/g,
    replace: 'result[0] $1 0.5',
  },
  async run(world) {
    const nginx = await canary(world, 'pern', 'staging', 'backend');
    const route = await canary(world, 'traffic-tacos', 'staging', 'gateway-api');
    await together([nginx, route].map((service) => fails(service, world)));
  },
};
