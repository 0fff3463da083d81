import { syncByHand } from '../harness/approval.ts';
import { named, stateOfNamed } from '../harness/applications.ts';
import { act } from '../harness/log.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, holds, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import type { Reference } from '../plane/api.ts';
import type { Rollout, Service } from '../plane/kinds.ts';

interface Route extends Service {
  readonly spec: Service['spec'] & { readonly hostnames: readonly string[] };
}

const order = { namespace: 'minishop-staging', name: 'order-service' };
const route: Reference = { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute', ...order };
const service: Reference = { apiVersion: 'v1', kind: 'Service', ...order };
const scaled: Reference = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', ...order };
const quota: Reference = { apiVersion: 'v1', kind: 'ResourceQuota', namespace: 'minishop-prod', name: 'quota' };

/** Waits until something is as git says, and notes how long it took since somebody changed it. */
async function healed(world: World, what: string, isBack: () => Promise<boolean>): Promise<void> {
  const start = Date.now();
  await until(what, isBack, (back) => back, { seconds: 90, show: (back) => (back ? 'as git says' : 'changed') });
  world.figures.push({ name: `${what}: as git says again`, value: (Date.now() - start) / 1000, unit: 's' });
}

/** In an environment that syncs itself. */
async function comesBack(world: World): Promise<void> {
  const { api } = world.plane;
  const { spec } = await api.get<Route>(route);
  act('kubectl edit httproute order-service: another host');
  await api.patch(route, [{ op: 'replace', path: '/spec/hostnames/0', value: 'drift.example.com' }]);
  const host = async (): Promise<unknown> => (await api.get<Route>(route)).spec.hostnames[0];
  await healed(world, 'an HTTPRoute with another host', async () => (await host()) === spec.hostnames[0]);

  const { metadata } = await api.get<Service>(service);
  act('kubectl delete service order-service');
  await api.delete(service);
  const id = async (): Promise<unknown> => (await api.find<Service>(service))?.metadata['uid'];
  await healed(world, 'a deleted Service', async () => ![undefined, metadata['uid']].includes(await id()));
}

/** Replicas are not in git: an autoscaler owns them, and uses the same subresource. */
async function isLeftAlone({ plane: { api }, view }: World): Promise<void> {
  const replicas = async (): Promise<number | undefined> => (await api.get<Rollout>(scaled)).spec.replicas;
  const app = (): string => stateOfNamed(view.applications, 'minishop-staging-order-service');
  const before = await replicas();
  await until('the Application', app, (seen) => seen === 'Synced/Healthy/Succeeded');
  act('kubectl scale rollout order-service --replicas=4');
  await api.merge(scaled, { spec: { replicas: 4 } }, 'scale');
  const alone = async (): Promise<string> => `${String(await replicas())} replicas, ${app()}`;
  await holds('a scaled Rollout', alone, (seen) => seen.startsWith('4 replicas, Synced'), { seconds: 10 });

  act('and its managed-by label is changed: the sync that heals it applies the whole Rollout');
  const managed = 'app.kubernetes.io/managed-by';
  await api.merge(scaled, { metadata: { labels: { [managed]: 'nobody' } } });
  const manager = async (): Promise<unknown> => (await api.get<Rollout>(scaled)).metadata.labels?.[managed];
  await until('its label', manager, (seen) => seen === 'argosy', { seconds: 90 });
  expect('replicas after the sync', await replicas(), 4);
  await api.merge(scaled, { spec: { replicas: before } }, 'scale');
  await until('the Application', app, (seen) => seen === 'Synced/Healthy/Succeeded');
}

/** Where a person starts each sync. */
async function waitsForAPerson(world: World): Promise<void> {
  const { plane, view } = world;
  const app = 'minishop-prod-shared';
  const operation = (): unknown => named(view.applications, app).status?.operationState?.startedAt;
  const before = operation();
  act('kubectl edit resourcequota quota: in production, where a person starts each sync');
  await plane.api.merge(quota, { spec: { hard: { pods: '99' } } });
  const state = (): string => stateOfNamed(view.applications, app);
  await until(app, state, (seen) => seen.startsWith('OutOfSync'));
  await holds(app, state, (seen) => seen.startsWith('OutOfSync'), { seconds: 15 });
  expect('its last operation', operation(), before);
  await syncByHand(world, [app]);
}

export const drift: Scenario = {
  name: 'drift',
  shows:
    'What is edited or deleted in the cluster comes back in seconds; replicas that an autoscaler owns are left alone; where a person starts each sync, the difference is shown and nothing is healed',
  lane: 'minishop',
  sabotage: {
    what: 'the Applications of minishop do not heal themselves',
    file: /ApplicationSet-minishop\.yaml$/,
    find: 'selfHeal: true',
    replace: 'selfHeal: false',
  },
  async run(world) {
    await comesBack(world);
    await isLeftAlone(world);
    await waitsForAPerson(world);
  },
};
