import type { Canary } from './canary.ts';
import type { Block } from './repository.ts';
import type { World } from './world.ts';

const WEIGHT = 20;

/** Brings out a version of each that waits for longer than the scenario takes. Answers how to take them back. */
export async function pause({ repository }: World, services: readonly Canary[]): Promise<() => Promise<void>> {
  const commit = await repository.commit('Versions that wait at their first weight', () => {
    for (const one of services) {
      repository.edit(`${one.platform}/${one.environment}/tuning.yaml`, (tuning) => {
        const block = (tuning['services'] as Record<string, Block>)[one.service];
        if (block) block['canary'] = [WEIGHT, 60].map((weight) => ({ weight, wait: '1h' }));
      });
      one.setImage('6');
    }
  });
  const waits = (one: Canary) => one.until(({ phase, weight }) => phase === 'Paused' && weight === WEIGHT);
  await Promise.all(services.map(waits));
  return async () => {
    if (commit) await repository.revert(commit, 'the versions that wait');
    await Promise.all(services.map((one) => one.promoted({ seconds: 120 })));
  };
}
