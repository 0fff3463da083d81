import { stateOfNamed } from '../harness/applications.ts';
import { environmentLeaves, platformLeaves } from '../harness/leaving.ts';
import { act } from '../harness/log.ts';
import { asks, endQuestions, whole } from '../harness/removal.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, holds, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import { application } from '../plane/argocd.ts';
import type { Rollout } from '../plane/kinds.ts';

/** Applications of the platform that are being deleted. */
const deleted = ({ view }: World): string =>
  view.applications
    .list()
    .filter(({ metadata: { name, deletionTimestamp } }) => name.startsWith('pern') && deletionTimestamp !== undefined)
    .map(({ metadata: { name } }) => name)
    .join(' ');

/** Every pod of the platform: one that is made again has another id. */
const pods = async ({ plane: { api } }: World): Promise<string> => {
  const all = await api.list<Rollout>('v1', 'Pod');
  const own = all.filter(({ metadata: { namespace } }) => namespace.startsWith('pern-app-'));
  return own
    .map(({ metadata }) => String(metadata['uid']))
    .sort()
    .join(' ');
};

/** Waits until these are being deleted, and looks on for a while: no other one follows. */
async function areDeleted(world: World, wanted: string, seconds = 0): Promise<void> {
  const what = 'Applications that are being deleted';
  const seen = (): string => deleted(world);
  await until(what, seen, (names) => names === wanted, { show: (names) => names || 'none' });
  if (seconds > 0) await holds(what, seen, (names) => names === wanted, { seconds });
}

/** `kubectl patch application NAME --type=merge -p '{"metadata":{"finalizers":null}}'`: it goes, what it manages stays. */
async function letGo(world: World, name: string): Promise<void> {
  act(`kubectl patch application ${name}: without finalizers, so that it goes alone`);
  await world.plane.api.merge(application(name), { metadata: { finalizers: null } });
  await areDeleted(world, '');
}

async function environment(world: World): Promise<void> {
  const { repository, argocd, view } = world;
  const commit = await repository.commit('development leaves pern', () => {
    environmentLeaves(repository, 'pern', 'development');
  });
  await asks(world, 'pern', 'pern-development');
  await areDeleted(world, '', 10);
  if (commit) await repository.revert(commit, 'development leaves pern');
  await endQuestions(world);
  await until(
    'pern',
    () => stateOfNamed(view.applications, 'pern'),
    (seen) => seen.startsWith('Synced'),
  );
  // Its project did not know the environment for a while. An Application learns that it does again at its next look.
  act('argocd app get --refresh pern-development-…');
  const own = view.applications.list().filter(({ metadata: { name } }) => name.startsWith('pern-development-'));
  await Promise.all(own.map(({ metadata }) => argocd.refresh(metadata.name)));
}

async function platform(world: World): Promise<void> {
  const { repository, argocd } = world;
  const commit = await repository.commit('pern leaves', () => {
    platformLeaves(repository, 'pern');
  });
  await asks(world, 'root', 'pern');
  await areDeleted(world, '', 10);
  act('argocd app confirm-deletion root: by somebody who does not read');
  await argocd.confirmDeletion('root');
  await areDeleted(world, 'pern', 15);
  if (commit) await repository.revert(commit, 'pern leaves');
  await endQuestions(world);
  await letGo(world, 'pern');
}

/** A deletion past git: Argo CD asks about a Namespace here, too. */
async function byHand(world: World): Promise<void> {
  const name = 'pern-development-cluster';
  act(`kubectl delete application ${name}`);
  await world.plane.api.delete(application(name));
  await areDeleted(world, name);
  const phase = async (): Promise<string> => {
    const found = await world.plane.api.get<{ status: { phase: string } }>({
      ...{ apiVersion: 'v1', kind: 'Namespace', name: 'pern-app-development' },
    });
    return found.status.phase;
  };
  await holds('its Namespace', phase, (seen) => seen === 'Active', { seconds: 10 });
  await letGo(world, name);
}

export const removalByMistake: Scenario = {
  name: 'removal-by-mistake',
  shows:
    'An environment, a platform, the Application of a Namespace that are removed by mistake: each waits for a person; even after one wrong answer every pod runs on, and all can be taken back',
  sabotage: {
    what: 'the Application of the platform is pruned without asking',
    file: /argocd\/Application-pern\.yaml$/,
    find: 'sync-options: Prune=confirm,Delete=confirm',
    replace: 'sync-options: Validate=true',
  },
  async run(world) {
    const count = world.view.applications.list().length;
    const before = await pods(world);
    for (const mistake of [environment, platform, byHand]) {
      await mistake(world);
      await whole(world, count);
      expect('pods', await pods(world), before);
    }
  },
};
