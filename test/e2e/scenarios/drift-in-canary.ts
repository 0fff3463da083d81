import { named, stateOfNamed } from '../harness/applications.ts';
import { Canary } from '../harness/canary.ts';
import { mergedByServer } from '../harness/fleet-edits.ts';
import { act } from '../harness/log.ts';
import { pause } from '../harness/paused.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, holds, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import type { Reference } from '../plane/api.ts';
import type { Service } from '../plane/kinds.ts';

const MANAGER = 'app.kubernetes.io/managed-by';

/** What two controllers may fight over: the weight, and what the stable and the canary Service select. */
const contested = (services: readonly Canary[]): string =>
  services
    .map((one) => {
      const selected = [one.service, `${one.service}-canary`].map((name) => one.selectedBy(name) ?? 'any');
      return `${one.app} ${String(one.see().weight)} % ${selected.join(' ')}`;
    })
    .join(', ');

/** The objects whose fields are contested, but an HTTPRoute: when that itself is applied, its weights are git's again. */
const objects = ({ service, namespace, platform }: Canary): Reference[] => [
  { apiVersion: 'v1', kind: 'Service', namespace, name: service },
  { apiVersion: 'v1', kind: 'Service', namespace, name: `${service}-canary` },
  { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', namespace, name: service },
  ...(platform === 'pern' ? [{ apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', namespace, name: service }] : []),
];

/** A RollingSync heals nothing: a person syncs what it delivers, unless it has just begun to. */
async function byHand({ argocd, view }: World, services: readonly Canary[]): Promise<void> {
  for (const { app } of services.filter(({ platform }) => platform === 'pern')) {
    await until(
      app,
      () => stateOfNamed(view.applications, app),
      (seen) => seen.startsWith('OutOfSync'),
    );
    act(`argocd app sync ${app}`);
    await argocd.sync(app).catch(() => undefined);
  }
}

/** What the controllers wrote is no difference to git, so that whoever looks sees none. */
async function synced({ argocd, view }: World, app: string): Promise<void> {
  await argocd.refresh(app);
  await until(
    app,
    () => stateOfNamed(view.applications, app),
    (seen) => seen.startsWith('Synced'),
    { seconds: 60 },
  );
}

/** All of them are changed, and applied by the sync that heals them: what the controllers wrote stays all the time. */
async function heal(world: World, services: readonly Canary[], before: string): Promise<void> {
  const { api } = world.plane;
  const all = services.flatMap(objects);
  act(`kubectl label: another manager for ${all.map(({ kind, name }) => `${kind}/${name}`).join(' ')}`);
  await Promise.all(all.map((one) => api.merge(one, { metadata: { labels: { [MANAGER]: 'nobody' } } })));
  const changed = async (): Promise<number> => {
    const found = await Promise.all(all.map((one) => api.get<Service>(one)));
    return found.filter(({ metadata }) => metadata.labels?.[MANAGER] !== 'argosy').length;
  };
  const untouched = holds(
    'weights and selectors',
    () => contested(services),
    (seen) => seen === before,
    { seconds: 20 },
  );
  await byHand(world, services);
  await Promise.all([until('objects that are changed', changed, (seen) => seen === 0), untouched]);
  expect('weights and selectors', contested(services), before);
  for (const { app } of services) await synced(world, app);
}

export const driftInCanary: Scenario = {
  name: 'drift-in-canary',
  shows:
    'In the middle of a canary weights and pod-template-hash selectors are not fought over, whatever else is healed, under server-side apply too; Argosy refuses that for a route, whose changes it would freeze',
  lane: 'canaries',
  sabotage: {
    what: 'the Applications of pern do not leave the selectors of their Services to Argo Rollouts',
    file: /ApplicationSet-pern\.yaml$/,
    find: '/spec/selector/rollouts-pod-template-hash',
    replace: '/spec/selector/something-else',
  },
  async run(world) {
    const { repository, view } = world;
    const nginx = new Canary(world, 'pern', 'staging', 'backend');
    const services = [nginx, new Canary(world, 'traffic-tacos', 'staging', 'gateway-api')];
    const end = await pause(world, services);
    const before = contested(services);
    const operations = (): string =>
      services.map(({ app }) => named(view.applications, app).status?.operationState?.startedAt ?? '').join(' ');
    const started = operations();
    const untouched = (): string => (operations() === started ? contested(services) : 'a new operation');
    await holds('weights and selectors, no operation', untouched, (seen) => seen === before, { seconds: 20 });
    await heal(world, services, before);

    const commit = await repository.commit('Server-side apply in pern staging', () => {
      mergedByServer(repository, 'pern', 'staging');
    });
    const options = (): string => named(view.applications, nginx.app).spec.syncPolicy?.syncOptions?.join(' ') ?? '';
    await until(nginx.app, options, (seen) => seen.includes('ServerSideApply=true'));
    await heal(world, [nginx], contested([nginx]));
    const refused = repository.commit('Server-side apply in traffic-tacos staging', () => {
      mergedByServer(repository, 'traffic-tacos', 'staging');
    });
    const words = await refused.then(
      () => 'accepted',
      (error: unknown) => (error as Error).message.split(':')[0],
    );
    expect('server-side apply where a route has weights', words, 'sync/server-side-apply-with-route');
    if (commit) await repository.revert(commit, 'server-side apply');
    await end();
  },
};
