import { stateOfNamed } from '../harness/applications.ts';
import { removePart } from '../harness/fleet-edits.ts';
import { act } from '../harness/log.ts';
import { objectsOf, remaining, remember } from '../harness/removal.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, holds, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import type { Reference } from '../plane/api.ts';
import { application, applicationSet } from '../plane/argocd.ts';
import type { Application } from '../plane/kinds.ts';

/** What leaves which platform: from the folders that a generator finds, and from a list. */
const LEAVES = [
  ['pern', 'cache'],
  ['minishop', 'notification-service'],
] as const;
const CACHE = 'pern-staging-cache';
const data: Reference = {
  ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  ...{ namespace: 'pern-app-staging', name: 'data-cache-0' },
};

/** Applications of what left, and which of them somebody deletes. */
const those = ({ view }: World): readonly Application[] =>
  view.applications
    .list()
    .filter(({ metadata: { name } }) =>
      LEAVES.some(([platform, part]) => name.startsWith(platform) && name.endsWith(part)),
    );

const deleted = (world: World): string =>
  `${String(those(world).length)} Applications, deleted: ${
    those(world)
      .filter(({ metadata }) => metadata.deletionTimestamp !== undefined)
      .map(({ metadata }) => metadata.name)
      .join(' ') || 'none'
  }`;

/** Waits until the controllers have seen what left: their sets know nothing of it any more. */
async function areForgotten({ plane: { api } }: World): Promise<void> {
  for (const [platform, part] of LEAVES) {
    const knows = async (): Promise<boolean> =>
      JSON.stringify((await api.get<{ spec: unknown }>(applicationSet(platform))).spec).includes(part);
    await until(`whether the ApplicationSet ${platform} knows ${part}`, knows, (seen) => !seen);
  }
}

/** Who takes it away for good deletes its Application; what holds data asks once more, and leaves its data behind. */
async function aPersonDeletes(world: World, objects: readonly Reference[]): Promise<void> {
  const { plane, argocd } = world;
  const left = async (): Promise<string> => (await remaining(plane.api, objects)).join(' ');
  act(`kubectl delete application ${CACHE}`);
  await plane.api.delete(application(CACHE));
  const asks = async (): Promise<boolean> => (await left()).includes('StatefulSet/cache');
  await until('what is left', left, (seen) => !seen.includes('PodDisruptionBudget'));
  await holds('whether the StatefulSet is there', asks, (seen) => seen, { seconds: 5 });
  act(`argocd app confirm-deletion ${CACHE}`);
  await argocd.confirmDeletion(CACHE);
  await until('what is left', left, (seen) => seen === '');
}

export const generators: Scenario = {
  name: 'generators',
  shows:
    'What a generator loses, a folder or an element of a list, is deleted in no environment until a person does it; a StatefulSet asks even then, and its data stays; a revert brings all back',
  lane: 'generated',
  sabotage: {
    what: 'the ApplicationSet deletes what its generator loses',
    file: /ApplicationSet-minishop\.yaml$/,
    find: 'applicationsSync: create-update',
    replace: 'applicationsSync: sync',
  },
  async run(world) {
    const { plane, repository, view } = world;
    const asBefore = LEAVES.map(([platform]) => remember(world, platform));
    const all = LEAVES.flatMap(([platform, part]) =>
      repository
        .manifests()
        .flatMap(({ path }) =>
          path.startsWith(`${platform}/`) && path.includes(`/${part}/`) ? [path.slice(0, path.lastIndexOf('/'))] : [],
        ),
    );
    const objects = [...new Set(all)].flatMap((folder) => objectsOf(repository, folder));
    const cache = objectsOf(repository, 'pern/staging/cache');
    const claim = await plane.api.get(data);
    const before = deleted(world);
    const commit = await repository.commit('A cache leaves pern, a service leaves minishop', () => {
      for (const [platform, part] of LEAVES) removePart(repository, platform, part);
    });
    await areForgotten(world);
    const seen = async (): Promise<string> =>
      `${deleted(world)}; objects: ${String((await remaining(plane.api, objects)).length)}`;
    await holds('what left', seen, (now) => now === `${before}; objects: ${String(objects.length)}`, { seconds: 15 });
    // It shows itself: there is nothing in git that it could be compared with.
    const state = (): string => stateOfNamed(view.applications, CACHE);
    await until(CACHE, state, (now) => now.startsWith('Unknown'));
    await aPersonDeletes(world, cache);

    if (commit) await repository.revert(commit, 'what left');
    for (const isBack of asBefore) await isBack();
    expect('the claim that its data is in', (await plane.api.get(data)).metadata['uid'], claim.metadata['uid']);
  },
};
