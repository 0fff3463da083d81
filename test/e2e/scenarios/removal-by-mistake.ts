import { stateOfNamed } from '../harness/applications.ts';
import { removeEnvironment, removePlatform } from '../harness/fleet-edits.ts';
import { act } from '../harness/log.ts';
import { applicationsOf, areDeleted, asks, endQuestions, remember } from '../harness/removal.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, holds, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import { application, applicationSet } from '../plane/argocd.ts';
import type { Rollout } from '../plane/kinds.ts';

const PLATFORM = 'minishop';

/** Every pod of the versions that users get: one that is made again has another id. */
const pods = async ({ plane: { api }, view }: World): Promise<string> => {
  const stable = new Set(view.rollouts.list().map(({ status }) => status?.stableRS));
  const all = await api.list<Rollout>('v1', 'Pod');
  return all
    .filter(({ metadata: { namespace, labels } }) => {
      const hash = labels?.['rollouts-pod-template-hash'];
      return namespace.startsWith(`${PLATFORM}-`) && stable.has(hash);
    })
    .map(({ metadata }) => String(metadata['uid']))
    .sort()
    .join(' ');
};

/** `kubectl patch application NAME --type=merge -p '{"metadata":{"finalizers":null}}'`: it goes, what it manages stays. */
async function letGo(world: World, name: string): Promise<void> {
  act(`kubectl patch application ${name}: without finalizers, so that it goes alone`);
  await world.plane.api.merge(application(name), { metadata: { finalizers: null } });
  await areDeleted(world, PLATFORM, '');
}

async function environment(world: World): Promise<void> {
  const { repository, argocd, view } = world;
  const commit = await repository.commit('dev leaves minishop', () => {
    removeEnvironment(repository, PLATFORM, 'dev');
  });
  // A generator deletes nothing: nobody has to be asked.
  await areDeleted(world, PLATFORM, '', 10);
  if (commit) await repository.revert(commit, 'dev leaves minishop');
  await until(
    PLATFORM,
    () => stateOfNamed(view.applications, PLATFORM),
    (seen) => seen.startsWith('Synced'),
  );
  // Its project did not know the environment for a while. An Application learns that it does again at its next look.
  act('argocd app get --refresh minishop-dev-…');
  const own = applicationsOf(world, `${PLATFORM}-dev`);
  await Promise.all(own.map(({ metadata }) => argocd.refresh(metadata.name)));
}

async function platform(world: World): Promise<void> {
  const { repository, argocd } = world;
  const commit = await repository.commit('minishop leaves', () => {
    removePlatform(repository, PLATFORM);
  });
  await asks(world, 'root', PLATFORM);
  await areDeleted(world, PLATFORM, '', 10);
  act('argocd app confirm-deletion root: by somebody who does not read');
  await argocd.confirmDeletion('root');
  await areDeleted(world, PLATFORM, PLATFORM, 15);
  if (commit) await repository.revert(commit, 'minishop leaves');
  await endQuestions(world, 'root');
  await letGo(world, PLATFORM);
}

/** Without its finalizer the garbage collector would take what an ApplicationSet owns, and so everything that runs. */
async function set(world: World): Promise<void> {
  const { api } = world.plane;
  const id = async (): Promise<unknown> => (await api.find(applicationSet(PLATFORM)))?.metadata['uid'];
  const before = await id();
  act(`kubectl delete applicationset ${PLATFORM}`);
  await api.delete(applicationSet(PLATFORM));
  await until(
    'whether git makes another one',
    async () => ![undefined, before].includes(await id()),
    (seen) => seen,
  );
  await areDeleted(world, PLATFORM, '', 10);
  const now = await id();
  const owned = (): number =>
    applicationsOf(world, PLATFORM).filter(({ metadata }) => metadata.ownerReferences?.some(({ uid }) => uid === now))
      .length;
  await until('Applications that it owns', owned, (seen) => seen === applicationsOf(world, PLATFORM).length - 1);
}

/** A deletion past git: Argo CD asks about a Namespace here, too. */
async function byHand(world: World): Promise<void> {
  const name = `${PLATFORM}-dev-cluster`;
  act(`kubectl delete application ${name}`);
  await world.plane.api.delete(application(name));
  await areDeleted(world, PLATFORM, name);
  const phase = async (): Promise<string> => {
    const found = await world.plane.api.get<{ status: { phase: string } }>({
      ...{ apiVersion: 'v1', kind: 'Namespace', name: 'minishop-dev' },
    });
    return found.status.phase;
  };
  await holds('its Namespace', phase, (seen) => seen === 'Active', { seconds: 10 });
  await letGo(world, name);
}

export const removalByMistake: Scenario = {
  name: 'removal-by-mistake',
  shows:
    'An environment, a platform, an ApplicationSet, the Application of a Namespace that are removed by mistake: nothing goes, or a person is asked; even after one wrong answer every pod runs on, and all can be taken back',
  lane: 'every-rollout',
  sabotage: {
    what: 'the Application of the platform is pruned without asking',
    file: /argocd\/Application-minishop\.yaml$/,
    find: 'sync-options: Prune=confirm,Delete=confirm',
    replace: 'sync-options: Validate=true',
  },
  async run(world) {
    const asBefore = remember(world, PLATFORM);
    const before = await pods(world);
    expect('whether there are pods', before !== '', true);
    for (const mistake of [environment, platform, set, byHand]) {
      await mistake(world);
      await asBefore();
      expect('pods', await pods(world), before);
    }
  },
};
