import { stateOfNamed } from '../harness/applications.ts';
import { forgetNamespaces, removeEnvironment } from '../harness/fleet-edits.ts';
import { act } from '../harness/log.ts';
import { areDeleted, asks, objectsOf, remaining, remember } from '../harness/removal.ts';
import type { Scenario } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';

const PLATFORM = 'traffic-tacos';
const NAMESPACE = 'tacos-dev';
const APP = 'traffic-tacos-dev';

async function confirm({ argocd }: World, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    act(`argocd app confirm-deletion ${name}`);
    await argocd.confirmDeletion(name);
  }
}

export const environmentLeaves: Scenario = {
  name: 'environment-leaves',
  shows:
    'An environment leaves in two commits: each Application on the way asks, services go first, the Namespace last; nothing is left behind',
  lane: PLATFORM,
  sabotage: {
    what: 'the Application of a service leaves what it made behind',
    file: /Application-traffic-tacos-dev-inventory-api\.yaml$/,
    find: / {2}finalizers:\n.*\n/,
    replace: '',
  },
  async run(world) {
    const { plane, repository, view } = world;
    const asBefore = remember(world, APP);
    const objects = objectsOf(repository, 'traffic-tacos/dev').filter(({ kind }) => kind !== 'Application');
    const left = async (): Promise<string> => (await remaining(plane.api, objects)).join(' ');

    const first = await repository.commit('dev leaves traffic-tacos, whose project still allows it', () => {
      removeEnvironment(repository, PLATFORM, 'dev', [NAMESPACE]);
    });
    await asks(world, PLATFORM, APP);
    await confirm(world, PLATFORM);
    await areDeleted(world, PLATFORM, APP, 5);
    await confirm(world, APP);
    await areDeleted(world, PLATFORM, `${APP} ${APP}-cluster`, 5);
    await until('what is left', left, (seen) => seen === `Namespace/${NAMESPACE}`);
    await confirm(world, `${APP}-cluster`);
    await areDeleted(world, PLATFORM, '');
    await until('what is left', left, (seen) => seen === '');

    const second = await repository.commit('the project forgets dev', () => {
      forgetNamespaces(repository, PLATFORM);
    });
    if (second) await repository.revert(second, 'the project forgets dev');
    if (first) await repository.revert(first, 'dev leaves traffic-tacos');
    await asBefore();
    await until(
      PLATFORM,
      () => stateOfNamed(view.applications, PLATFORM),
      (seen) => seen.startsWith('Synced') && seen.endsWith('Succeeded'),
    );
  },
};
