import { type Application, applicationsOf, objectAt, pathsBelow, projectOf } from '../support/platform.ts';
import { objectFiles, shipped } from '../support/shipped.ts';

const files = objectFiles(shipped());
const applications = applicationsOf('foundation/primary');
const wave = ({ metadata }: Pick<Application, 'metadata'>): number =>
  Number(metadata.annotations['argocd.argoproj.io/sync-wave']);

function chart(name: string): Application {
  const found = applications.get(name);
  if (found?.spec.source.chart === undefined) throw new Error(`foundation has no chart ${name}`);
  return found;
}
const values = (name: string): unknown => chart(name).spec.source.helm?.valuesObject;

const CHARTS = [
  ['argo-rollouts', 'argo-rollouts', 'argo-rollouts', 'restricted'],
  ['external-secrets', 'external-secrets', 'external-secrets', 'restricted'],
  ['sealed-secrets', 'sealed-secrets', 'sealed-secrets', 'restricted'],
  ['cert-manager', 'cert-manager', 'cert-manager', 'restricted'],
  // The node exporter reads the host.
  ['kube-prometheus-stack', 'kube-prometheus-stack', 'monitoring', 'privileged'],
  ['envoy-gateway', 'gateway-helm', 'envoy-gateway-system', 'restricted'],
] as const;

describe('foundation', () => {
  it.each(CHARTS)(
    'pins %s: chart %s in an exact version, in the namespace %s, which is %s',
    (name, of, namespace, level) => {
      const { spec } = chart(name);
      expect(spec.source.chart).toBe(of);
      expect(spec.source.targetRevision).toMatch(/^v?\d+\.\d+\.\d+$/);
      expect(spec.destination).toEqual({ name: 'in-cluster', namespace });
      expect(spec.syncPolicy.syncOptions).toContain('CreateNamespace=true');
      expect(spec.syncPolicy.managedNamespaceMetadata?.labels).toMatchObject({
        'pod-security.kubernetes.io/enforce': level,
      });
    },
  );

  it('has these six charts, the cluster part, the alerts, the backup, the notifications of Rollouts and the Gateway, and no other part', () => {
    expect([...applications.keys()].sort()).toEqual(
      [
        ...CHARTS.map(([name]) => name),
        'alerts',
        'backup',
        'cluster',
        'gateway-public',
        'rollout-notifications',
      ].sort(),
    );
  });

  it('runs the versions that the imports and the facts of the project speak of', () => {
    const version = (name: string): string => chart(name).spec.source.targetRevision;
    expect(version('external-secrets')).toBe('2.9.0');
    expect(version('cert-manager')).toBe('v1.21.1');
    expect(version('argo-rollouts')).toMatch(/^2\.41\./);
    expect(version('sealed-secrets')).toMatch(/^2\.18\./);
  });

  it('tells somebody of Argo CD and Argo Rollouts: of each state that the documents name, after the times they name', () => {
    const { spec } = objectAt('foundation/primary/alerts/PrometheusRule-argocd.yaml') as unknown as {
      readonly spec: { readonly groups: readonly { readonly rules: readonly { alert: string; for?: string }[] }[] };
    };
    const times = spec.groups.flatMap(({ rules }) => rules.map((rule) => `${rule.alert} ${rule.for ?? 'at once'}`));
    expect(times).toEqual([
      'ArgoCdAbsent 5m',
      'ArgoCdApplicationOutOfSync 10m',
      'ArgoCdApplicationUnknown 10m',
      'ArgoCdApplicationDegraded 5m',
      'ArgoCdApplicationStuck 30m',
      'ArgoCdSyncFailed at once',
      'ArgoCdRepositoryUnreachable at once',
      'ArgoCdClusterUnreachable 5m',
      'ArgoCdBackupMissing 15m',
      'ArgoCdBackupFailed 30m',
      'RolloutDegraded 5m',
      // Ten minutes beyond the longest wait of a shipped canary.
      'RolloutPaused 40m',
      'RolloutAborted at once',
      'AnalysisRunError at once',
    ]);
  });

  it('is synced by itself', () => {
    for (const { spec } of applications.values())
      expect(spec.syncPolicy.automated).toMatchObject({ enabled: true, prune: true, selfHeal: true });
  });

  it('comes before every other platform', () => {
    const roots = files.filter(({ path }) => /^argocd\/Application-(?!root)/.test(path));
    const waves = new Map(roots.map(({ object }) => [object.metadata.name, wave(object as unknown as Application)]));
    const { foundation, ...platforms } = Object.fromEntries(waves);
    expect(Object.keys(platforms).sort()).toEqual(['bookverse', 'minishop', 'pern', 'traffic-tacos']);
    for (const other of Object.values(platforms)) expect(other).toBeGreaterThan(foundation ?? Infinity);
  });

  it('brings each kind before those who use it', () => {
    const before = (first: string, then: string): void => {
      const [a, b] = [applications.get(first), applications.get(then)];
      if (!a || !b) throw new Error(`foundation lacks ${first} or ${then}`);
      expect(`${first} ${String(wave(a) < wave(b))} ${then}`).toBe(`${first} true ${then}`);
    };
    // cert-manager does not start with enableGatewayAPI before the kinds of the Gateway API exist.
    expect(values('cert-manager')).toMatchObject({ config: { enableGatewayAPI: true } });
    before('envoy-gateway', 'cert-manager');
    const scraped = CHARTS.map(([name]) => name).filter((name) =>
      JSON.stringify(values(name) ?? {}).includes('"release":'),
    );
    expect(scraped).toContain('argo-rollouts');
    for (const name of scraped) before('kube-prometheus-stack', name);
    for (const [name] of CHARTS) before(name, 'cluster');
    before('cluster', 'gateway-public');
  });

  it('merges large kinds on the server, which the annotation of the other way cannot hold', () => {
    for (const name of ['argo-rollouts', 'cert-manager', 'envoy-gateway', 'external-secrets', 'kube-prometheus-stack'])
      expect(chart(name).spec.syncPolicy.syncOptions).toContain('ServerSideApply=true');
  });

  it('keeps out of kube-system: its project may not write there', () => {
    const off = { enabled: false };
    expect(values('kube-prometheus-stack')).toMatchObject({
      coreDns: off,
      kubeControllerManager: off,
      kubeEtcd: off,
      kubeProxy: off,
      kubeScheduler: off,
    });
    expect(values('cert-manager')).toMatchObject({ global: { leaderElection: { namespace: 'cert-manager' } } });
    expect(projectOf('foundation').spec.destinations.map(({ namespace }) => namespace)).not.toContain('kube-system');
  });

  it('gives sealed-secrets what its chart leaves out and a restricted namespace asks for', () => {
    expect(values('sealed-secrets')).toMatchObject({
      containerSecurityContext: { allowPrivilegeEscalation: false, seccompProfile: { type: 'RuntimeDefault' } },
    });
  });

  it('lets Argo Rollouts shift the weights of HTTPRoutes', () => {
    expect(values('argo-rollouts')).toMatchObject({
      controller: {
        trafficRouterPlugins: [
          { name: 'argoproj-labs/gatewayAPI', location: expect.stringContaining('/v0.15.0/') as unknown },
        ],
      },
      providerRBAC: { providers: { gatewayAPI: true } },
    });
  });

  it('scrapes often enough for the gates: their shortest window holds four scrapes', () => {
    expect(values('kube-prometheus-stack')).toMatchObject({
      prometheus: { prometheusSpec: { scrapeInterval: '30s' } },
    });
    const queries = files
      .filter(({ object }) => object.kind === 'AnalysisTemplate')
      .map(({ text }) => text)
      .join('\n');
    const windows = [...queries.matchAll(/\[(\d+)m\]/g)].map(([, minutes]) => 60 * Number(minutes));
    expect(windows.length).toBeGreaterThan(50);
    expect(Math.min(...windows)).toBeGreaterThanOrEqual(4 * 30);
  });

  it('offers a secret store to the namespaces that Argosy makes, to Argo CD and Argo Rollouts, and to nobody else', () => {
    const stores = pathsBelow('foundation/primary/cluster').filter((path) => path.includes('/ClusterSecretStore-'));
    expect(stores).toContain('foundation/primary/cluster/ClusterSecretStore-platform.yaml');
    for (const path of stores) {
      expect((objectAt(path)['spec'] as { conditions: unknown }).conditions).toEqual([
        { namespaceSelector: { matchLabels: { 'app.kubernetes.io/managed-by': 'argosy' } } },
        { namespaces: ['argocd', 'argo-rollouts'] },
      ]);
    }
  });

  it('opens one Gateway for every host that a platform routes, with a certificate for each', () => {
    const gateway = objectAt('foundation/primary/gateway-public/Gateway-public.yaml')['spec'] as {
      readonly listeners: readonly { readonly hostname?: string; readonly protocol: string }[];
    };
    const open = gateway.listeners.flatMap(({ hostname, protocol }) => (protocol === 'HTTPS' ? [hostname] : []));
    const routed = files
      .filter(({ path, object }) => object.kind === 'HTTPRoute' && !path.startsWith('foundation/'))
      .flatMap(({ object }) => (object['spec'] as { readonly hostnames: readonly string[] }).hostnames);
    expect(new Set(routed).size).toBe(6);
    expect(new Set(open)).toEqual(new Set(routed));
    const certificate = objectAt('foundation/primary/gateway-public/Certificate-public-tls.yaml')['spec'] as {
      readonly dnsNames: readonly string[];
    };
    expect([...certificate.dnsNames].sort()).toEqual([...new Set(routed)].sort());
  });

  it("has an administrators' project of its own, into which no other platform deploys", () => {
    for (const { spec } of applications.values()) expect(spec.project).toBe('foundation');
    const foreign = files.filter(
      ({ path, object }) =>
        object.kind === 'Application' &&
        !path.startsWith('foundation/') &&
        (object as unknown as Application).spec.project === 'foundation',
    );
    expect(foreign.map(({ path }) => path)).toEqual([]);
    const { spec } = projectOf('foundation');
    expect(spec.roles ?? []).toEqual([]);
    for (const { group, kind } of [...spec.clusterResourceWhitelist, ...spec.namespaceResourceWhitelist])
      expect(`${group}/${kind}`).not.toContain('*');
  });
});
