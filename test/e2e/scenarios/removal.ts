import { named } from '../harness/applications.ts';
import { removePart } from '../harness/fleet-edits.ts';
import { act } from '../harness/log.ts';
import { asks, endQuestions, objectsOf, remaining, remember } from '../harness/removal.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, holds, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import type { Reference } from '../plane/api.ts';
import type { Commit } from '../plane/git-server.ts';

const leave = async ({ repository }: World, part: string): Promise<Commit> => {
  const commit = await repository.commit(`${part} leaves pern`, () => {
    removePart(repository, 'pern', part);
  });
  if (!commit) throw new Error(`${part} is not there`);
  return commit;
};

/** A service can be made again from git: where nobody starts the syncs, nobody is asked. */
async function serviceLeaves(world: World): Promise<void> {
  const { plane, repository, view } = world;
  const asBefore = remember(world, 'pern');
  const service = objectsOf(repository, 'pern/staging/frontend');
  const production = objectsOf(repository, 'pern/production/frontend');
  const commit = await leave(world, 'frontend');
  await until(
    'its objects in staging',
    async () => (await remaining(plane.api, service)).join(' '),
    (seen) => seen === '' && !view.applications.get('pern-staging-frontend', 'argocd'),
  );
  await asks(world, 'pern-production', 'pern-production-frontend');
  const left = async (): Promise<number> => (await remaining(plane.api, production)).length;
  await holds('its objects in production', left, (seen) => seen === production.length, { seconds: 10 });

  await repository.revert(commit, 'frontend leaves pern');
  await endQuestions(world, 'pern-production');
  await asBefore();
}

const data: Reference = {
  ...{ apiVersion: 'v1', kind: 'PersistentVolumeClaim' },
  ...{ namespace: 'pern-app-staging', name: 'data-cache-0' },
};

/** What holds data is asked for twice: before its Application goes, and before the StatefulSet goes. */
async function cacheLeaves(world: World): Promise<void> {
  const { plane, repository, argocd, view } = world;
  const asBefore = remember(world, 'pern');
  const cache = objectsOf(repository, 'pern/staging/cache');
  const claim = await plane.api.get(data);
  const commit = await leave(world, 'cache');
  const deleted = (): boolean =>
    named(view.applications, 'pern-staging-cache').metadata.deletionTimestamp !== undefined;
  const left = async (): Promise<string> =>
    `${String((await remaining(plane.api, cache)).length)} objects, Application ${deleted() ? 'deleted' : 'there'}`;
  const all = String(cache.length);
  await asks(world, 'pern-staging', 'pern-staging-cache');
  await holds('the cache', left, (seen) => seen === `${all} objects, Application there`, { seconds: 10 });
  act('argocd app confirm-deletion pern-staging');
  await argocd.confirmDeletion('pern-staging');
  await until('the cache', left, (seen) => seen === `${all} objects, Application deleted`);
  await holds('the cache', left, (seen) => seen === `${all} objects, Application deleted`, { seconds: 10 });
  act('argocd app confirm-deletion pern-staging-cache');
  await argocd.confirmDeletion('pern-staging-cache');
  await until(
    'the cache',
    async () => (await remaining(plane.api, cache)).join(' '),
    (seen) => seen === '',
  );

  await repository.revert(commit, 'cache leaves pern');
  await endQuestions(world, 'pern-staging', 'pern-development', 'pern-production');
  await asBefore();
  expect('the claim that its data is in', (await plane.api.get(data)).metadata['uid'], claim.metadata['uid']);
}

export const removal: Scenario = {
  name: 'removal',
  shows:
    'A service that leaves git leaves staging with its Application, and waits for a person in production; a StatefulSet waits everywhere, twice, and its data stays; a revert brings all back',
  sabotage: {
    what: 'the Application of the cache in staging is pruned without asking',
    file: /Application-pern-staging-cache\.yaml$/,
    find: 'sync-options: Prune=confirm,Delete=confirm',
    replace: 'sync-options: Validate=true',
  },
  async run(world) {
    await serviceLeaves(world);
    await cacheLeaves(world);
  },
};
