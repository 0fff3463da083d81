import { rootFiles } from '../../../lib/argocd/root.ts';
import type { KubeObject } from '../../../lib/model/synthesis.ts';
import { restless, summary } from '../harness/applications.ts';
import { filesOf } from '../harness/expected.ts';
import { act, log } from '../harness/log.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, none, Unmet, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import type { Api, Reference } from '../plane/api.ts';
import { isDone } from '../plane/argocd.ts';
import type { Application } from '../plane/kinds.ts';
import { loseArgoCd } from '../plane/loss.ts';

const EDITED: Reference = {
  ...{ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicy' },
  ...{ namespace: 'tacos-dev', name: 'gateway-api' },
};
const DEFAULT: Reference = {
  ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject' },
  ...{ namespace: 'argocd', name: 'default' },
};

/** What users see: which pods there are, and what each Rollout and StatefulSet was asked for last. */
async function workloads(api: Api): Promise<readonly string[]> {
  const objects = await Promise.all([
    api.list('v1', 'Pod'),
    api.list('apps/v1', 'StatefulSet'),
    api.list('argoproj.io/v1alpha1', 'Rollout'),
  ]);
  const line = ({ kind, metadata }: KubeObject): string =>
    [kind, metadata.namespace, metadata.name, metadata['uid'], kind === 'Pod' ? '' : metadata['generation']].join(' ');
  return objects.flat().map(line).sort();
}

/** Nothing but what `argosy bootstrap` prints is applied by hand, and nothing is synced by hand. */
async function bootstrap({ plane, repository, view }: World, wanted: readonly string[]): Promise<void> {
  act('argosy bootstrap | kubectl apply --server-side -f -');
  const root = rootFiles(filesOf(repository.manifests()));
  expect(
    'what is applied by hand',
    root.map(({ path }) => path),
    ['argocd/AppProject-root.yaml', 'argocd/Application-root.yaml'],
  );
  for (const { object } of root) if (object) await plane.api.apply(object);
  const all = (): readonly Application[] => view.applications.list();
  const names = (): string =>
    all()
      .map(({ metadata }) => metadata.name)
      .sort()
      .join();
  const done = (): boolean => names() === wanted.join() && all().every(isDone);
  await until('all', () => summary(all()), done, { seconds: 300 }).catch((error: unknown) => {
    if (error instanceof Unmet) none(`Applications not done (${error.message})`, restless(all()));
    throw error;
  });
}

/** Somebody edits what nobody watches. */
async function edit(api: Api): Promise<unknown> {
  const { spec } = await api.get<{ spec: unknown }>(EDITED);
  act('kubectl edit networkpolicy gateway-api: everybody may come in');
  await api.merge(EDITED, { spec: { ingress: [{}] } });
  return spec;
}

export const rebuild: Scenario = {
  name: 'rebuild',
  shows:
    'Argo CD is lost with its whole namespace: two objects applied by hand bring back every Application from git; no pod and no Rollout notices, and what was edited meanwhile is as git says',
  sabotage: {
    what: 'an Application replaces by force whatever it syncs',
    file: /Application-traffic-tacos-dev-gateway-api\.yaml$/,
    find: '- ApplyOutOfSyncOnly=true',
    replace: '- Force=true\n      - Replace=true',
  },
  async run(world) {
    const { plane, view, figures } = world;
    const { api } = plane;
    const names = view.applications
      .list()
      .map(({ metadata }) => metadata.name)
      .sort();
    const before = await workloads(api);
    act('kubectl delete namespace argocd');
    const install = await loseArgoCd(plane);
    const asInGit = await edit(api);
    const start = Date.now();
    const seconds = (): number => (Date.now() - start) / 1000;
    act('install Argo CD');
    await install();
    log(`Argo CD answers again after ${seconds().toFixed(1)} s`);
    await bootstrap(world, names);
    figures.push({
      name: 'a lost Argo CD, installed and rebuilt from git (15 minutes allowed)',
      value: seconds(),
      unit: 's',
    });
    const after = await workloads(api);
    none(
      'workloads that are not as before',
      [...before, ...after].filter((line) => !before.includes(line) || !after.includes(line)),
    );
    expect('the edited NetworkPolicy', (await api.get<{ spec: unknown }>(EDITED)).spec, asInGit);
    const { spec } = await api.get<{ spec: { sourceRepos?: unknown; destinations?: unknown } }>(DEFAULT);
    expect('the project default', [spec.sourceRepos, spec.destinations], [[], []]);
  },
};
