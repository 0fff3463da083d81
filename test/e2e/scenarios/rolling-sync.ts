import { named, stateOfNamed } from '../harness/applications.ts';
import { syncByHand } from '../harness/approval.ts';
import { act } from '../harness/log.ts';
import { remember } from '../harness/removal.ts';
import { objectFilter } from '../harness/repository.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, holds, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import type { Reference } from '../plane/api.ts';
import type { Service } from '../plane/kinds.ts';

const LABEL = 'argosy.dev/proof';
const ENVIRONMENTS = ['development', 'staging', 'production'] as const;
const PRODUCTION = 'pern-production-shared';

const policy = (environment: string): Reference => ({
  ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
  ...{ namespace: `pern-app-${environment}`, name: 'default-deny' },
});

/** In which environments the label has arrived. */
async function arrived({ plane: { api } }: World): Promise<string> {
  const labels = await Promise.all(ENVIRONMENTS.map((environment) => api.get<Service>(policy(environment))));
  return ENVIRONMENTS.filter((_, index) => labels[index]?.metadata.labels?.[LABEL] !== undefined).join(' ');
}

const operation = ({ view }: World, environment: string) =>
  named(view.applications, `pern-${environment}-shared`).status?.operationState;

/** The price of it: what somebody changes is shown, and healed by the next commit. */
async function driftIsSeen({ plane: { api }, view }: World): Promise<void> {
  act('kubectl label networkpolicy default-deny: in development');
  await api.merge(policy('development'), { metadata: { labels: { [LABEL]: 'by-hand' } } });
  const state = (): string => stateOfNamed(view.applications, 'pern-development-shared');
  await until('pern-development-shared', state, (seen) => seen.startsWith('OutOfSync'));
  await holds('pern-development-shared', state, (seen) => seen.startsWith('OutOfSync'), { seconds: 8 });
}

export const rollingSync: Scenario = {
  name: 'rolling-sync',
  shows:
    'A commit for all environments of pern is synced in development, then in staging when that is well, in production only when a person approves; the platform stays healthy while it waits; drift is shown, and healed by the next commit',
  lane: 'generated',
  sabotage: {
    what: 'the step of production waits for nobody',
    file: /ApplicationSet-pern\.yaml$/,
    find: 'maxUpdate: 0',
    replace: 'maxUpdate: 1',
  },
  async run(world) {
    const { repository, view } = world;
    const asBefore = remember(world, 'pern');
    const back = repository.through(
      objectFilter(/pern\/[a-z]+\/shared\/NetworkPolicy-default-deny/, ({ metadata }) =>
        Object.assign(metadata, { labels: { ...(metadata['labels'] as object), [LABEL]: 'rolling' } }),
      ),
    );
    await repository.commit('A label in every environment of pern');
    const there = (): Promise<string> => arrived(world);
    await until('where the label is', there, (seen) => seen === 'development staging');
    const [first = '', then = ''] = [
      operation(world, 'development')?.finishedAt,
      operation(world, 'staging')?.startedAt,
    ];
    expect('whether staging came after development', first !== '' && then >= first, true);
    const waits = async (): Promise<string> => `${await there()}, pern ${stateOfNamed(view.applications, 'pern')}`;
    await holds('production', waits, (seen) => seen === 'development staging, pern Synced/Healthy/Succeeded', {
      seconds: 15,
    });
    await syncByHand(world, [PRODUCTION]);
    await until('where the label is', there, (seen) => seen === ENVIRONMENTS.join(' '));

    await driftIsSeen(world);
    back();
    await repository.commit('No label in pern');
    await until('where the label is', there, (seen) => seen === 'production');
    await syncByHand(world, [PRODUCTION]);
    await asBefore();
  },
};
