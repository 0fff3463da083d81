import { needsOf, secretOf } from '../../lib/argocd/waves/references.ts';
import type { KubeObject } from '../../lib/model/synthesis.ts';

const object = (kind: string, spec: unknown): KubeObject => ({
  ...{ apiVersion: 'v1', kind, metadata: { name: 'it' } },
  spec,
});

const needs = (kind: string, spec: unknown): string[] =>
  needsOf(object(kind, spec)).map(({ kind: what, name, namespace }) =>
    [what, namespace === undefined ? name : `${namespace}/${name}`].join(' '),
  );

const pod = {
  serviceAccountName: 'account',
  imagePullSecrets: [{ name: 'registry' }],
  initContainers: [{ envFrom: [{ configMapRef: { name: 'all' } }, { secretRef: { name: 'maybe', optional: true } }] }],
  containers: [
    {
      env: [
        { name: 'A', value: 'a' },
        { name: 'B', valueFrom: { secretKeyRef: { name: 'login', key: 'password' } } },
        { name: 'C', valueFrom: { configMapKeyRef: { name: 'config', key: 'c' } } },
      ],
    },
  ],
  volumes: [
    { name: 'scratch', emptyDir: {} },
    { name: 'files', secret: { secretName: 'files' } },
    { name: 'both', projected: { sources: [{ secret: { name: 'part' } }, { configMap: { name: 'rest' } }] } },
    { name: 'data', persistentVolumeClaim: { claimName: 'data' } },
  ],
};
const OF_PODS = [
  ...['ServiceAccount account', 'Secret registry', 'Secret login', 'ConfigMap config', 'ConfigMap all'],
  ...['Secret files', 'Secret part', 'ConfigMap rest', 'PersistentVolumeClaim data'],
];

describe('what an object needs before it gets healthy', () => {
  it.each<readonly [string, string, unknown, readonly string[]]>([
    ['pods: accounts, secrets, settings and volumes', 'Deployment', { template: { spec: pod } }, OF_PODS],
    ['so do those of a CronJob', 'CronJob', { jobTemplate: { spec: { template: { spec: pod } } } }, OF_PODS],
    [
      'a canary: Services, gates, routes',
      'Rollout',
      {
        strategy: {
          canary: {
            ...{ stableService: 'web', canaryService: 'web-canary' },
            analysis: { templates: [{ templateName: 'always' }] },
            steps: [
              { setWeight: 5 },
              { analysis: { templates: [{ templateName: 'all', clusterScope: true }, { templateName: 'here' }] } },
            ],
            trafficRouting: {
              nginx: { stableIngresses: ['one', 'two'] },
              plugins: { 'argoproj-labs/gatewayAPI': { httpRoute: 'a', httpRoutes: [{ name: 'b' }] } },
            },
          },
        },
      },
      [
        ...['Service web', 'Service web-canary', 'ClusterAnalysisTemplate /all', 'AnalysisTemplate here'],
        ...['AnalysisTemplate always', 'Ingress one', 'Ingress two', 'HTTPRoute a', 'HTTPRoute b'],
      ],
    ],
    [
      'blue-green: both Services, both analyses',
      'Rollout',
      {
        strategy: {
          blueGreen: {
            ...{ activeService: 'web', previewService: 'next' },
            prePromotionAnalysis: { templates: [{ templateName: 'before' }] },
            postPromotionAnalysis: { templates: [{ templateName: 'after' }] },
          },
        },
      },
      ['Service web', 'Service next', 'AnalysisTemplate before', 'AnalysisTemplate after'],
    ],
    [
      'a route: backends of its own namespace and of others, its Gateway',
      'HTTPRoute',
      {
        parentRefs: [{ name: 'public', namespace: 'gateways' }],
        rules: [{ backendRefs: [{ name: 'web' }, { name: 'api', namespace: 'other' }] }],
      },
      ['Service web', 'Service other/api', 'Gateway gateways/public'],
    ],
    ['a store of the namespace', 'ExternalSecret', { secretStoreRef: { name: 'vault' } }, ['SecretStore vault']],
    [
      'a store of the cluster',
      'ExternalSecret',
      { secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' } },
      ['ClusterSecretStore /vault'],
    ],
    ['an issuer', 'Certificate', { issuerRef: { name: 'acme', kind: 'ClusterIssuer' } }, ['ClusterIssuer /acme']],
    ['a Gateway: its class', 'Gateway', { gatewayClassName: 'envoy' }, ['GatewayClass /envoy']],
    ['a shape that nobody knows: nothing', 'Rollout', { template: 'x', strategy: [1] }, []],
    ['nothing at all', 'ConfigMap', undefined, []],
  ])('%s', (_title, kind, spec, wanted) => {
    expect(needs(kind, spec)).toEqual(wanted);
  });

  it('knows of which objects a controller makes a Secret, and how it is called', () => {
    expect(secretOf(object('ExternalSecret', { target: { name: 'login' } }))).toBe('login');
    expect(secretOf(object('ExternalSecret', {}))).toBe('it');
    expect(secretOf(object('Certificate', { secretName: 'web-tls' }))).toBe('web-tls');
    expect(secretOf(object('Service', {}))).toBeUndefined();
  });
});
