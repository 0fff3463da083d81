import { stateOfNamed } from '../harness/applications.ts';
import { syncByHand } from '../harness/approval.ts';
import type { Manifest } from '../harness/dist.ts';
import { act } from '../harness/log.ts';
import { remember } from '../harness/removal.ts';
import { objectFilter } from '../harness/repository.ts';
import type { Scenario } from '../harness/scenario.ts';
import { holds, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import type { Reference } from '../plane/api.ts';
import { applicationSet } from '../plane/argocd.ts';
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

/** Something in development that is never well: no load balancer is here. */
const NEVER_WELL: Manifest = {
  path: 'pern/development/shared/Service-never-well.yaml',
  object: {
    ...{ apiVersion: 'v1', kind: 'Service', metadata: { name: 'never-well', namespace: 'pern-app-development' } },
    spec: { type: 'LoadBalancer', ports: [{ port: 80 }] },
  },
};

/** What the ApplicationSet says of an Application: `Healthy`, `Progressing`. */
async function statusOf({ plane: { api } }: World, name: string): Promise<string> {
  const { status } = await api.get<{
    readonly status?: {
      readonly applicationStatus?: readonly { readonly application: string; readonly status: string }[];
    };
  }>(applicationSet('pern'));
  return status?.applicationStatus?.find(({ application }) => application === name)?.status ?? 'none';
}

/** The price of it: what somebody changes is shown, and stays until a person syncs, or a commit. */
async function driftIsSeen(world: World): Promise<void> {
  const name = 'pern-development-shared';
  act('kubectl label networkpolicy default-deny: another manager, in development');
  const labels = { 'app.kubernetes.io/managed-by': 'nobody' };
  await world.plane.api.merge(policy('development'), { metadata: { labels } });
  const state = (): string => stateOfNamed(world.view.applications, name);
  await until(name, state, (seen) => seen.startsWith('OutOfSync'));
  await holds(name, state, (seen) => seen.startsWith('OutOfSync'), { seconds: 8 });
  await syncByHand(world, [name]);
}

export const rollingSync: Scenario = {
  name: 'rolling-sync',
  shows:
    'What is committed for staging of pern waits until development is well, and for production until a person approves; the platform stays healthy while it waits; drift is shown, and healed by nobody',
  lane: 'generated',
  sabotage: {
    what: 'the step of production waits for nobody',
    file: /ApplicationSet-pern\.yaml$/,
    find: 'maxUpdate: 0',
    replace: 'maxUpdate: 100%',
  },
  async run(world) {
    const { repository, view } = world;
    const asBefore = remember(world, 'pern');
    const first = await repository.smuggle('Development of pern is not well', [NEVER_WELL]);
    const development = (): Promise<string> => statusOf(world, 'pern-development-shared');
    await until('development', development, (seen) => seen === 'Progressing');
    const back = repository.through(
      objectFilter(/pern\/(staging|production)\/shared\/NetworkPolicy-default-deny/, ({ metadata }) =>
        Object.assign(metadata, { labels: { ...(metadata['labels'] as object), [LABEL]: 'rolling' } }),
      ),
    );
    await repository.commit('A label in staging and production of pern');
    const there = (): Promise<string> => arrived(world);
    await until(
      'staging',
      () => statusOf(world, 'pern-staging-shared'),
      (seen) => seen === 'Waiting',
    );
    await holds('where the label is', there, (seen) => seen === '', { seconds: 10 });
    await repository.revert(first, 'Development of pern is not well');
    await until('where the label is', there, (seen) => seen === 'staging');

    const waits = async (): Promise<string> => `${await there()}, pern ${stateOfNamed(view.applications, 'pern')}`;
    await holds('production', waits, (seen) => seen === 'staging, pern Synced/Healthy/Succeeded', { seconds: 15 });
    await syncByHand(world, [PRODUCTION]);
    await until('where the label is', there, (seen) => seen === 'staging production');

    await driftIsSeen(world);
    back();
    await repository.commit('No label in pern');
    await until('where the label is', there, (seen) => seen === 'production');
    await syncByHand(world, [PRODUCTION]);
    await asBefore();
  },
};
