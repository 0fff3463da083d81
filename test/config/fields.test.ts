import { checkData } from '../../lib/config/checks/data.ts';
import type { Environment } from '../../lib/model/environment.ts';
import type { Fleet } from '../../lib/model/fleet.ts';
import type { Platform } from '../../lib/model/platform.ts';
import { DEV, FLEET, PRODUCTION, put, SHOP } from '../support/fleet.ts';

/** A fleet that says everything that can be said. */
const production: Environment = {
  ...PRODUCTION,
  revision: 'v1',
  secretStore: 'vault',
  quota: { cpu: '8', memory: '16Gi', pods: 40, storage: '100Gi' },
};
const shop: Platform = {
  ...SHOP,
  wave: 10,
  environments: [DEV, production],
  services: {
    ...SHOP.services,
    api: {
      port: 8080,
      minReady: '10s',
      terminationGrace: '30s',
      command: ['serve'],
      args: ['--quiet'],
      user: 1000,
      metrics: { path: '/metrics', port: 9090 },
      reaches: [{ reason: 'payments', cidr: '203.0.113.0/24', port: 443 }],
      permissions: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
      imagePullSecrets: ['registry'],
      scratch: [{ path: '/tmp', size: '64Mi' }],
      probes: {
        startup: { command: ['true'] },
        liveness: { path: '/live' },
        readiness: { tcp: true, periodSeconds: 5 },
      },
    },
  },
  stateful: Object.fromEntries(
    Object.entries(SHOP.stateful ?? {}).map(([name, part]) => [name, { ...part, terminationGrace: '60s' as const }]),
  ),
  charts: Object.fromEntries(
    Object.entries(SHOP.charts ?? {}).map(([name, chart]) => [
      name,
      { ...chart, releaseName: 'dash', podSecurity: 'baseline' as const, wave: 3 },
    ]),
  ),
  gates: {
    ...SHOP.gates,
    smoke: {
      description: 'It answers at all',
      window: '5m',
      metrics: { up: { promise: 'it is up', query: 'up', bound: { atMost: 1 }, missing: 'pass', onMiss: 'ask' } },
    },
  },
  secrets: {
    ...SHOP.secrets,
    payment: {
      kind: 'stored',
      description: 'Pays',
      properties: { token: 'token' },
      path: 'shop/payment',
      refresh: '1h',
      type: 'Opaque',
    },
  },
  credentials: {
    git: {
      description: 'Reads the code',
      use: 'repository',
      type: 'git',
      url: 'git@github.com:acme/shop.git',
      properties: { sshPrivateKey: 'key' },
      path: 'shop/git',
      rotatedAt: '2026-01-31',
      rotateEvery: '2160h',
    },
  },
  routing: { kind: 'nginx', className: 'nginx', issuer: 'acme' },
  project: {
    ...SHOP.project,
    name: 'shop',
    sourceRepositories: ['https://github.com/acme/fleet.git'],
    alsoNamespaced: { reason: 'a chart has it', kinds: [{ group: 'batch', kind: 'Job' }] },
    alsoNamespaces: { reason: 'shop-old leaves', namespaces: [{ cluster: 'in-cluster', namespace: 'shop-old' }] },
    signingKeys: ['4AEE18F83AFDEB23'],
    reportOrphans: true,
    ignoreOrphans: { reason: 'leaders', objects: [{ group: 'coordination.k8s.io', kind: 'Lease', name: '*-lock' }] },
    sourceNamespaces: { reason: 'previews', namespaces: ['shop-apps'] },
    syncAs: 'accounts:shop-deployer',
  },
  foundations: {
    secretStores: {
      vault: { server: 'https://vault.example.com', path: 'kv', role: 'reader', namespaces: ['shop-dev'] },
    },
    issuers: {
      acme: { server: 'https://acme.example.com/directory', email: 'ops@example.com', gateway: 'gateways/public' },
    },
    gateways: {
      public: {
        className: 'envoy',
        controllerName: 'gateway.envoyproxy.io/x',
        hosts: ['*.example.com'],
        issuer: 'acme',
      },
    },
    alerts: {},
  },
};
const fleet: Fleet = {
  ...FLEET,
  argocdNamespace: 'argocd',
  argocdSettings: {
    exclusions: [{ reason: 'noise', apiGroups: ['', '*.noise.example.com'], kinds: ['Noise', '*'] }],
    ignoreDifferences: [
      { group: 'apps', kind: 'Deployment', reason: 'scaled by hand', jsonPointers: ['/spec/replicas'] },
      { group: '', kind: 'Service', reason: 'its controller', jqPathExpressions: ['.spec.ports[]?.nodePort'] },
      { group: 'a.example.com', kind: 'Thing', reason: 'its operator', managedFieldsManagers: ['operator'] },
    ],
  },
  platforms: [shop],
};

test('a fleet that says everything has no issues', () => {
  expect(checkData(fleet)).toEqual([]);
});

/** Field, a value that it must not have, the code, and the field of the issue where it is another one. */
type Row = [field: string, bad: unknown, code: string, at?: string];

const TYPE = 'data/type';
const RANGE = 'data/range';
const LABEL = 'name/not-a-dns-label';
const TIME = 'duration/invalid';
const SIZE = 'quantity/invalid';
const TWICE = 'data/duplicate';

// prettier-ignore
const IN_FLEET: Row[] = [
  ['argocdSettings.exclusions[0].reason', '', TYPE],
  ['argocdSettings.exclusions[0].apiGroups', [], TYPE],
  ['argocdSettings.exclusions[0].apiGroups[0]', '*', TYPE],
  ['argocdSettings.exclusions[0].apiGroups[1]', '', TWICE],
  ['argocdSettings.exclusions[0].kinds', [], TYPE],
  ['argocdSettings.exclusions[0].kinds[0]', 'noise', TYPE],
  ['argocdSettings.ignoreDifferences[0].kind', '*', TYPE],
  ['argocdSettings.ignoreDifferences[0].group', 'Apps', TYPE],
  ['argocdSettings.ignoreDifferences[0].reason', ' ', TYPE],
  ['argocdSettings.ignoreDifferences[0].jsonPointers', undefined, TYPE, 'argocdSettings.ignoreDifferences[0]'],
  ['argocdSettings.ignoreDifferences[0].jsonPointers[0]', 'spec/replicas', TYPE],
  ['argocdSettings.ignoreDifferences[1].jqPathExpressions[0]', 'spec.ports', TYPE],
  ['argocdSettings.ignoreDifferences[2]', { group: 'apps', kind: 'Deployment', reason: 'x', jsonPointers: ['/a'] }, TWICE],
  ['argocdNamespace', 'Argo', LABEL],
  ['clusters.in-cluster.monitoringNamespace', '', LABEL],
  ['clusters', { ...FLEET.clusters, 'my cluster': FLEET.clusters['in-cluster'] }, TYPE, 'clusters["my cluster"]'],
  ['clusters.in-cluster.monitorLabels.release', '', TYPE],
  ['clusters.in-cluster.server', 'kubernetes.default.svc', TYPE],
  ['clusters.in-cluster.gateway.name', 'Public', LABEL],
  ['clusters.in-cluster.gateway.namespace', undefined, TYPE],
  ['clusters.in-cluster.gatewayPodNamespace', 'a b', LABEL],
  ['clusters.in-cluster.ingressNamespace', 'a_b', LABEL],
  ['clusters.in-cluster.secretStore', 'Vault', LABEL],
];

// prettier-ignore
const IN_PLATFORM: Row[] = [
  ['wave', 0.5, RANGE],
  ['services.api.minReady', '0s', TIME],
  ['services.api.terminationGrace', '1d', TIME],
  ['services.api.command[0]', 5, TYPE],
  ['services.api.args[0]', null, TYPE],
  ['services.api.user', -1, RANGE],
  ['services.api.metrics.path', 'metrics', TYPE],
  ['services.api.metrics.port', 0, RANGE],
  ['services.api.reaches[0].port', 0, RANGE],
  ['services.api.permissions[0].verbs', [], TYPE],
  ['services.api.permissions[0].apiGroups', 'apps', TYPE],
  ['services.api.imagePullSecrets', ['registry', 'registry'], TWICE, 'services.api.imagePullSecrets[1]'],
  ['services.api.probes.startup.command', [], TYPE],
  ['services.api.probes.startup.command[0]', '', TYPE],
  ['services.api.probes.readiness.periodSeconds', 0, RANGE],
  ['services.worker.metrics', { path: '/metrics' }, 'container/no-port'],
  ['stateful.database.port', undefined, RANGE],
  ['stateful.database.dataPath', 'data', TYPE],
  ['stateful.database.user', 0, 'container/root'],
  ['stateful.database.probes.liveness.periodSeconds', 0, RANGE],
  ['stateful.database.terminationGrace', 'soon', TIME],
  ['charts.dashboards.description', '', TYPE],
  ['charts.dashboards.chart', 'a b', TYPE],
  ['charts.dashboards.releaseName', 'r'.repeat(54), 'name/too-long'],
  ['charts.dashboards.namespace', 'Dash', LABEL],
  ['charts.dashboards.podSecurity', 'open', TYPE],
  ['gates.smoke.description', '', TYPE],
  ['gates.smoke.window', '2 minutes', TIME],
  ['gates.smoke.metrics.up.promise', '', TYPE],
  ['gates.smoke.metrics.up.bound', {}, 'gate/bound'],
  ['gates.smoke.metrics.up.missing', 'ignore', TYPE],
  ['gates.smoke.metrics.up.onMiss', 'pause', TYPE],
  ['gates.Fast', shop.gates?.['smoke'], LABEL],
  ['secrets.payment.description', '', TYPE],
  ['secrets.payment.properties', { 'a b': 'x' }, TYPE, 'secrets.payment.properties["a b"]'],
  ['secrets.payment.properties.token', '', TYPE],
  ['secrets.payment.path', '', TYPE],
  ['secrets.payment.refresh', 'hourly', TIME],
  ['secrets.payment.type', 'basic-auth', TYPE],
  ['secrets.database-login.keys', ['password', 'password'], TWICE, 'secrets.database-login.keys[1]'],
  ['secrets.token', { kind: 'sealed', description: 'x', keys: [] }, TYPE, 'secrets.token.keys'],
  ['secrets.token', { kind: 'sealed', description: 'x', keys: [''] }, TYPE, 'secrets.token.keys[0]'],
  ['credentials.Git', shop.credentials?.['git'], LABEL],
  ['credentials.git.description', '', TYPE],
  ['credentials.git.use', 'read', TYPE],
  ['credentials.git.type', 'svn', TYPE],
  ['credentials.git.path', '', TYPE],
  ['credentials.git.properties', {}, TYPE],
  ['credentials.git.rotateEvery', '90d', TIME],
  ['project.name', 'My Shop', LABEL],
  ['project.roles.developer.description', '', TYPE],
  ['project.roles.developer.groups[0]', 'a, b', TYPE],
  ['project.roles.developer.tokens', 'yes', TYPE],
  ['project.roles.developer.permissions[0].resource', 'secrets', TYPE],
  ['project.roles.developer.permissions[0].action', '', TYPE],
  ['project.roles.developer.permissions[0].effect', 'forbid', TYPE],
  ['project.roles.developer.permissions', [{ action: 'get' }, { action: 'get', effect: 'allow' }], TWICE, 'project.roles.developer.permissions[1]'],
  ['project.sourceRepositories', ['a', 'a'], TWICE, 'project.sourceRepositories[1]'],
  ['project.alsoNamespaced.reason', '', TYPE],
  ['project.alsoNamespaced.kinds[0].group', 'Batch', TYPE],
  ['project.alsoNamespaces.reason', '', TYPE],
  ['project.alsoNamespaces.namespaces[0].cluster', 'moon', 'cluster/unknown'],
  ['project.alsoNamespaces.namespaces[0].namespace', 'Shop', LABEL],
  ['project.alsoNamespaces.namespaces[0].namespace', 'argocd', 'namespace/reserved'],
  ['project.alsoNamespaces.namespaces[0].namespace', 'shop-dev', 'namespace/shared'],
  ['project.reportOrphans', 'yes', TYPE],
  ['project.reportOrphans', false, 'project/orphans-not-reported', 'project.ignoreOrphans'],
  ['project.ignoreOrphans.reason', ' ', TYPE],
  ['project.ignoreOrphans.objects[0].group', undefined, TYPE],
  ['project.ignoreOrphans.objects[0].kind', 'lease', TYPE],
  ['project.ignoreOrphans.objects[0].name', 'A B', TYPE],
  ['project.sourceNamespaces.reason', '', TYPE],
  ['project.sourceNamespaces.namespaces[0]', 'shop-*', LABEL],
  ['project.sourceNamespaces.namespaces[0]', 'argocd', 'namespace/reserved'],
  ['project.sourceNamespaces.namespaces[0]', 'kube-system', 'namespace/reserved'],
  ['project.sourceNamespaces.namespaces[0]', 'shop-dev', 'namespace/shared'],
  ['project.sourceNamespaces.namespaces', ['a', 'a'], TWICE, 'project.sourceNamespaces.namespaces[1]'],
  ['project.syncAs', 'system:serviceaccount:a:b', TYPE],
  ['project.signingKeys', ['4AEE18F83AFDEB23', '4AEE18F83AFDEB23'], TWICE, 'project.signingKeys[1]'],
  ['foundations.secretStores.Vault', shop.foundations?.secretStores?.['vault'], LABEL],
  ['foundations.secretStores.vault.server', 'vault', TYPE],
  ['foundations.secretStores.vault.path', '', TYPE],
  ['foundations.secretStores.vault.role', '', TYPE],
  ['foundations.secretStores.vault.namespaces[0]', 'Shop', LABEL],
  ['foundations.issuers.Acme', shop.foundations?.issuers?.['acme'], LABEL],
  ['foundations.issuers.web', { server: 'https://a.b/c', email: 'a@b.c', ingressClass: 'Nginx' }, LABEL, 'foundations.issuers.web.ingressClass'],
  ['routing.className', 'Nginx', LABEL],
  ['routing.issuer', '', LABEL],
  ['foundations.issuers.acme.email', 'ops', TYPE],
  ['foundations.issuers.acme.gateway', 'public', TYPE],
  ['foundations.gateways.Public', shop.foundations?.gateways?.['public'], LABEL],
  ['foundations.gateways.public.className', 'Envoy', LABEL],
  ['foundations.gateways.public.controllerName', 'envoy', TYPE],
  ['foundations.gateways.public.hosts[0]', 'example', TYPE],
  ['foundations.gateways.public.hosts', ['a.b', 'a.b'], TWICE, 'foundations.gateways.public.hosts[1]'],
];

// prettier-ignore
const IN_ENVIRONMENT: Row[] = [
  ['quota.memory', 'much', SIZE],
  ['quota.storage', '1,5Gi', SIZE],
  ['revision', 'my branch', TYPE],
  ['secretStore', 'Vault', LABEL],
  ['notify', { 'On Failure': ['slack:a'] }, TYPE, 'notify["On Failure"]'],
  ['notify.on-sync-failed', ['slack:a', 'slack:a'], TWICE, 'notify.on-sync-failed[1]'],
  ['hosts.web', [], TYPE],
  ['env.api.LOG_LEVEL', 5, TYPE],
  ['hosts.web', ['a.b', 'a.b'], TWICE, 'hosts.web[1]'],
  ['sync.retry.factor', 0, RANGE],
  ['sync.retry.duration', undefined, TYPE],
  ['sync.retry.maxDuration', '1d', TIME],
  ['windows[0].kind', 'block', TYPE],
  ['windows[0].duration', '0s', TIME],
  ['windows[0].duration', undefined, TYPE],
  ['windows[0].manualSync', 'yes', TYPE],
  ['windows[0].timeZone', 'CET', 'window/time-zone'],
  ['windows[0].schedule', '*/0 * * * *', 'window/schedule'],
  ['windows[0].schedule', 'x * * * *', 'window/schedule'],
  ['windows[0].schedule', '0 22 * * fri-mon', 'window/schedule'],
];

describe.each([
  ['index.ts', '', IN_FLEET],
  ['shop/platform.ts', 'platforms[0].', IN_PLATFORM],
  ['shop/production/environment.ts', 'platforms[0].environments[1].', IN_ENVIRONMENT],
])('%s', (file, prefix, rows) => {
  test.each(rows)('refuses a wrong %s: %j', (field, bad, code, at = field) => {
    const issues = checkData(put(fleet, prefix + field, bad) as Fleet);
    expect(issues.map((issue) => [issue.at.file.replace('environments/', ''), issue.at.field, issue.code])).toEqual([
      [file, at, code],
    ]);
  });
});
