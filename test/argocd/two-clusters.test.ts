import { load } from 'js-yaml';
import { agendasOf } from '../../lib/argocd/windows/agendas.ts';
import { listed } from '../../lib/argocd/listing.ts';
import { DEFAULT_CLUSTER, type Fleet } from '../../lib/model/fleet.ts';
import type { Platform } from '../../lib/model/platform.ts';
import type { KubeObject } from '../../lib/model/synthesis.ts';
import { synthesize } from '../../lib/synthesis.ts';
import { backupKey } from '../../environments/foundation/backup-key.ts';
import { DEV, DIGEST, FLEET, inFolder, PRODUCTION, SHOP, writeFleet } from '../support/fleet.ts';
import { objectFiles } from '../support/shipped.ts';

const OPS = 'environments/ops';
const image = `quay.io/argoproj/argocd:v3.5.1@${DIGEST}`;

/** The administrators' platform: one environment for each cluster. */
const OPS_PLATFORM: Platform = {
  name: 'ops',
  description: 'What each cluster needs',
  environments: [
    { ...BARE('home'), cluster: 'in-cluster' },
    { ...BARE('eu'), cluster: 'eu' },
  ],
  foundations: { alerts: {}, backup: { schedule: '0 3 * * *', publicKey: backupKey } },
  credentials: {
    eu: {
      use: 'cluster',
      description: 'Deploys to eu',
      cluster: 'eu',
      properties: { bearerToken: 'token', caData: 'ca' },
      path: 'argocd/eu',
      rotatedAt: '2026-01-31',
      platform: 'shop',
      namespaces: ['shop-production', 'ops'],
    },
  },
};

function BARE(name: string) {
  return { name, tier: 'development', namespace: 'ops', sync: { mode: 'automatic' } } as const;
}

/** The shop's production runs in a cluster of its own, in the same windows. */
const TWO: Fleet = {
  ...FLEET,
  clusters: { ...FLEET.clusters, eu: { ...DEFAULT_CLUSTER, server: 'https://eu.k8s.example.com:6443' } },
  platforms: [OPS_PLATFORM, { ...SHOP, environments: [DEV, { ...PRODUCTION, cluster: 'eu' }] }],
};

function made(fleet: Fleet, more: Readonly<Record<string, null>> = {}) {
  return inFolder((root) => {
    writeFleet(root, {
      [`${OPS}/platform.ts`]: '',
      [`${OPS}/home/environment.ts`]: '',
      [`${OPS}/home/release.yaml`]: `# yaml-language-server: $schema=../../../lib/config/schemas/release.schema.json\nservices: { backup: { image: '${image}' } }\n`,
      [`${OPS}/eu/environment.ts`]: '',
      'environments/shop/legacy/environment.ts': null,
      ...more,
    });
    return synthesize({ fleet, root });
  });
}

const two = made(TWO);
const objects = new Map(objectFiles(two).map(({ path, object }) => [path, object]));
const at = (path: string): KubeObject & { readonly spec: Readonly<Record<string, unknown>> } => {
  const found = objects.get(path);
  if (!found) throw new Error(`no ${path}, but ${two.issues.map(({ message }) => message).join()}`);
  return found as KubeObject & { readonly spec: Readonly<Record<string, unknown>> };
};

describe('two clusters', () => {
  it('sends each environment to its own, and keeps what makes Applications where Argo CD runs', () => {
    const rows = new Map(listed(two.files).map((row) => [row.name, row]));
    expect(rows.get('shop-dev-web')).toMatchObject({ cluster: 'in-cluster', namespace: 'shop-dev' });
    expect(rows.get('shop-production-web')).toMatchObject({ cluster: 'eu', namespace: 'shop-production' });
    for (const name of ['shop-production', 'shop', 'root', 'ops-eu'])
      expect(rows.get(name)).toMatchObject({ cluster: 'in-cluster', namespace: 'argocd' });
  });

  it('lets the project deploy to both, each namespace to one', () => {
    expect(at('shop/argocd/AppProject-shop.yaml').spec['destinations']).toEqual([
      { name: 'in-cluster', namespace: 'shop-dev' },
      { name: 'eu', namespace: 'shop-production' },
    ]);
  });

  it('selects by cluster whom a window is about', () => {
    const agendas = new Map(agendasOf(two.files).map(({ application, agenda }) => [application.metadata.name, agenda]));
    const night = Date.UTC(2026, 1, 3, 23);
    expect(agendas.get('shop-production-web')?.at(night)).toMatchObject({ automatic: false });
    expect(agendas.get('shop-dev-web')?.at(night)).toMatchObject({ automatic: true });
    expect(at('shop/argocd/AppProject-shop.yaml').spec['syncWindows']).toMatchObject([{ clusters: ['eu'] }]);
  });

  it('gives Argo CD a Secret with the label and the keys of a cluster', () => {
    const { target, data } = at('ops/argocd/ExternalSecret-eu.yaml').spec as unknown as {
      readonly target: { readonly template: { readonly metadata: object; readonly data: Record<string, string> } };
      readonly data: readonly { readonly secretKey: string }[];
    };
    const { config = '', ...keys } = target.template.data;
    expect(target.template.metadata).toEqual({ labels: { 'argocd.argoproj.io/secret-type': 'cluster' } });
    expect(keys).toEqual({
      name: 'eu',
      server: 'https://eu.k8s.example.com:6443',
      namespaces: 'shop-production,ops',
      clusterResources: 'true',
      project: 'shop',
    });
    expect(data.map(({ secretKey }) => secretKey)).toEqual(['bearerToken', 'caData']);
    // As the operator fills it in.
    const filled = config.replace(/\{\{ index \. "(\w+)" \| toJson \}\}/g, (_, key: string) =>
      JSON.stringify(`<${key}>`),
    );
    expect(load(filled)).toEqual(JSON.parse(filled));
    expect(JSON.parse(filled)).toEqual({
      bearerToken: '<bearerToken>',
      tlsClientConfig: { insecure: false, caData: '<caData>' },
    });
  });

  it('backs up Argo CD, and tells of it, where it runs', () => {
    expect([...objects.keys()].filter((path) => path.includes('CronJob'))).toEqual([
      'ops/home/backup/CronJob-argocd-backup.yaml',
    ]);
    const groups = (path: string): string[] =>
      (at(path).spec['groups'] as { readonly name: string }[]).map(({ name }) => name);
    expect(groups('ops/home/alerts/PrometheusRule-argocd.yaml')).toEqual(['argocd', 'argocd-backup', 'argo-rollouts']);
    expect(groups('ops/eu/alerts/PrometheusRule-argocd.yaml')).toEqual(['argo-rollouts']);
    expect(objects.has('ops/home/alerts/PrometheusRule-argocd-credentials.yaml')).toBe(true);
    expect(objects.has('ops/eu/alerts/PrometheusRule-argocd-credentials.yaml')).toBe(false);
  });
});

it('says where the image of the backup is missing', () => {
  const { issues } = made(TWO, { [`${OPS}/home/release.yaml`]: null });
  expect(issues.filter(({ severity }) => severity === 'error')).toMatchObject([
    { code: 'part/missing', at: { file: `${OPS}/home/release.yaml`, field: 'services.backup' } },
  ]);
});

it('has a second control plane in another fleet: all of its own objects lie in its own namespace, on its own cluster', () => {
  const own: Fleet = { ...FLEET, argocdCluster: 'hub', argocdNamespace: 'argo', clusters: { hub: DEFAULT_CLUSTER } };
  const environments = [
    { ...DEV, cluster: 'hub' },
    { ...PRODUCTION, cluster: 'hub' },
  ];
  const second = inFolder((root) => {
    writeFleet(root, { 'environments/shop/legacy/environment.ts': null });
    return synthesize({ fleet: { ...own, platforms: [{ ...SHOP, environments }] }, root });
  });
  expect(second.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  const argo = objectFiles(second).filter(({ object }) => /^(Application|AppProject)$/.test(object.kind));
  expect(argo.length).toBeGreaterThan(10);
  expect([...new Set(argo.map(({ object }) => object.metadata.namespace))]).toEqual(['argo']);
  expect([...new Set(listed(second.files).map(({ cluster }) => cluster))]).toEqual(['hub']);
});
