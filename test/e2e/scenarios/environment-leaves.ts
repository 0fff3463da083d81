import { stateOfNamed } from '../harness/applications.ts';
import { forgetNamespaces, removeEnvironment } from '../harness/fleet-edits.ts';
import { act } from '../harness/log.ts';
import { areDeleted, asks, objectsOf, remaining, remember } from '../harness/removal.ts';
import type { Scenario } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';

const NAMESPACE = 'pern-app-development';
const APP = 'pern-development';

async function confirm({ argocd }: World, ...names: readonly string[]): Promise<void> {
  for (const name of names) {
    act(`argocd app confirm-deletion ${name}`);
    await argocd.confirmDeletion(name);
  }
}

export const environmentLeaves: Scenario = {
  name: 'environment-leaves',
  shows:
    'An environment leaves in two commits: each Application on the way asks, services go first, then what holds data, the Namespace last; nothing is left behind',
  lane: 'pern-development',
  sabotage: {
    what: 'the Application of a database leaves what it made behind',
    file: /Application-pern-development-database\.yaml$/,
    find: / {2}finalizers:\n.*\n/,
    replace: '',
  },
  async run(world) {
    const { plane, repository, view } = world;
    const asBefore = remember(world, APP);
    const objects = objectsOf(repository, 'pern/development').filter(({ kind }) => kind !== 'Application');
    const left = async (): Promise<string> => (await remaining(plane.api, objects)).join(' ');

    const first = await repository.commit('development leaves pern, whose project still allows it', () => {
      removeEnvironment(repository, 'pern', 'development', [NAMESPACE]);
    });
    await asks(world, 'pern', APP);
    await confirm(world, 'pern');
    await areDeleted(world, 'pern', APP, 5);
    await confirm(world, APP);
    await areDeleted(world, 'pern', `${APP} ${APP}-cache ${APP}-database`, 5);
    await confirm(world, `${APP}-cache`, `${APP}-database`);
    await areDeleted(world, 'pern', `${APP} ${APP}-cluster`, 5);
    await until('what is left', left, (seen) => seen === `Namespace/${NAMESPACE}`);
    await confirm(world, `${APP}-cluster`);
    await areDeleted(world, 'pern', '');
    await until('what is left', left, (seen) => seen === '');

    const second = await repository.commit('pern’s project forgets development', () => {
      forgetNamespaces(repository, 'pern');
    });
    if (second) await repository.revert(second, 'pern’s project forgets development');
    if (first) await repository.revert(first, 'development leaves pern');
    await asBefore();
    await until(
      'pern',
      () => stateOfNamed(view.applications, 'pern'),
      (seen) => seen.startsWith('Synced') && seen.endsWith('Succeeded'),
    );
  },
};
