import { type EnvironmentStack } from '../../lib/constructs/environment-stack.ts';
import { ServiceRollout } from '../../lib/constructs/service-rollout.ts';
import { ImageRef } from '../../lib/model/image-ref.ts';
import { Strategy } from '../../lib/model/strategy.ts';
import { render } from '../../lib/render/render.ts';
import { REPOSITORY, platform, stack, at } from './platform-fixture.ts';

function addWeb(environment: EnvironmentStack): ServiceRollout {
  return new ServiceRollout(environment.addPart('web'), 'web', {
    image: ImageRef.parse(`registry.example.com/shop/web:1.0.0@sha256:${'0'.repeat(64)}`),
    replicas: { min: 2, max: 4, targetCpuPercent: 70 },
    resources: { requests: { cpu: '100m', memory: '128Mi' } },
    strategy: Strategy.canary([{ weight: 10, wait: '5m' }]),
    port: 8080,
    publicPath: '/',
    hosts: ['shop.example.com'],
  });
}

describe('EnvironmentStack', () => {
  it('orders its parts when Argo CD syncs by itself', () => {
    const { app, project } = platform();
    addWeb(stack(project));
    const waves = ['cluster', 'shared', 'web'].map(
      (part) =>
        at(app, `shop/live/argocd/Application-shop-live-${part}.yaml`).metadata['annotations']?.[
          'argocd.argoproj.io/sync-wave'
        ],
    );
    expect(waves).toEqual(['0', '5', '20']);
  });

  it('orders nothing when a person syncs: a wave would wait for that person', () => {
    const { app, project } = platform();
    addWeb(stack(project, { sync: { mode: 'manual' } }));
    const { metadata, spec } = at(app, 'shop/live/argocd/Application-shop-live-web.yaml');
    expect(metadata['annotations']).not.toHaveProperty('argocd.argoproj.io/sync-wave');
    expect(spec['syncPolicy']).not.toHaveProperty('automated');
    expect(spec['syncPolicy']).toMatchObject({
      retry: { limit: 3, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } },
    });
  });

  it('leaves to the controllers what is theirs: replicas, the pod-template hash, the weights of the route', () => {
    const { app, project } = platform();
    addWeb(stack(project));
    const { spec } = at(app, 'shop/live/argocd/Application-shop-live-web.yaml');
    expect(spec['ignoreDifferences']).toEqual([
      { group: 'argoproj.io', kind: 'Rollout', jsonPointers: ['/spec/replicas'] },
      { kind: 'Service', jsonPointers: ['/spec/selector/rollouts-pod-template-hash'] },
      {
        group: 'gateway.networking.k8s.io',
        kind: 'HTTPRoute',
        jqPathExpressions: ['.spec.rules[]?.backendRefs[]?.weight'],
      },
    ]);
    expect((spec['syncPolicy'] as { syncOptions: string[] }).syncOptions).toEqual([
      'ApplyOutOfSyncOnly=true',
      'FailOnSharedResource=true',
      'PruneLast=true',
      'PrunePropagationPolicy=foreground',
    ]);
  });

  it('respects the hash under server-side apply, which would otherwise strip it in the middle of a canary', () => {
    const { app, project } = platform({ routing: { kind: 'nginx' } });
    addWeb(stack(project, { sync: { mode: 'automatic', serverSideApply: true } }));
    const { spec } = at(app, 'shop/live/argocd/Application-shop-live-web.yaml');
    expect((spec['syncPolicy'] as { syncOptions: string[] }).syncOptions).toEqual(
      expect.arrayContaining(['RespectIgnoreDifferences=true', 'ServerSideApply=true']),
    );
  });

  it('refuses server-side apply for a part with a route: respecting its weights would freeze it', () => {
    const { app, project } = platform();
    addWeb(stack(project, { sync: { mode: 'automatic', serverSideApply: true } }));
    const issues = render(app).issues;
    expect(issues.map((issue) => issue.code)).toContain('sync/server-side-apply-with-route');
  });

  it('asks a person before anything of production is removed, and in any tier before what cannot be made again', () => {
    const { app, project } = platform();
    stack(project);
    const dev = stack(project, { tier: 'development' }, 'dev');
    dev.addPart('web');
    dev.addPart('database', { kind: 'stateful' });
    const options = (path: string) => at(app, path).metadata['annotations']?.['argocd.argoproj.io/sync-options'];
    const asks = 'Prune=confirm,Delete=confirm';
    expect(options('shop/argocd/Application-shop-live.yaml')).toBe(asks);
    expect(options('shop/live/argocd/Application-shop-live-shared.yaml')).toBe(asks);
    expect(options('shop/dev/cluster/Namespace-shop-dev.yaml')).toBe(asks);
    // Each Application on the way to it: once its deletion has begun, a revert does not bring it back.
    expect(options('shop/argocd/Application-shop-dev.yaml')).toBe(asks);
    expect(options('shop/dev/argocd/Application-shop-dev-cluster.yaml')).toBe(asks);
    expect(options('shop/dev/argocd/Application-shop-dev-database.yaml')).toBe(asks);
    expect(options('shop/dev/argocd/Application-shop-dev-shared.yaml')).toBeUndefined();
    expect(options('shop/dev/argocd/Application-shop-dev-web.yaml')).toBeUndefined();
  });

  it('lets Argo CD skip commits that leave a part alone, but never for a folder of Applications', () => {
    const { app, project } = platform();
    stack(project);
    const paths = (path: string) =>
      at(app, path).metadata['annotations']?.['argocd.argoproj.io/manifest-generate-paths'];
    expect(paths('shop/live/argocd/Application-shop-live-shared.yaml')).toBe('.');
    // git takes an Application that goes, and a similar one that comes elsewhere, for a rename.
    expect(paths('shop/argocd/Application-shop-live.yaml')).toBeUndefined();
  });

  it('denies all traffic but DNS, and labels the namespace for the restricted Pod Security level', () => {
    const { app, project } = platform();
    stack(project);
    expect(at(app, 'shop/live/shared/NetworkPolicy-default-deny.yaml').spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
    expect(at(app, 'shop/live/cluster/Namespace-shop-live.yaml').metadata['labels']).toMatchObject({
      'pod-security.kubernetes.io/enforce': 'restricted',
    });
  });

  it('limits the namespace where a quota is given, and says what a pod without requests asks for', () => {
    const { app, project } = platform();
    stack(project, { quota: { cpu: '10', memory: '20Gi', pods: 50, storage: '100Gi' } });
    expect(at(app, 'shop/live/shared/ResourceQuota-quota.yaml').spec['hard']).toEqual({
      pods: '50',
      'requests.cpu': '10',
      'requests.memory': '20Gi',
      'requests.storage': '100Gi',
    });
    expect(at(app, 'shop/live/shared/LimitRange-defaults.yaml').spec['limits']).toHaveLength(1);
  });

  it('subscribes its parts to notifications', () => {
    const { app, project } = platform();
    stack(project, { notify: { 'on-sync-failed': ['slack:alerts', 'slack:shop', 'webhook:metrics'] } });
    expect(at(app, 'shop/live/argocd/Application-shop-live-shared.yaml').metadata['annotations']).toMatchObject({
      'notifications.argoproj.io/subscribe.on-sync-failed.slack': 'alerts;shop',
      'notifications.argoproj.io/subscribe.on-sync-failed.metrics': '',
    });
  });

  it('installs a chart at an exact version with its images by digest, and allows its source and namespace', () => {
    const { app, project } = platform();
    stack(project).addHelmPart('store', {
      repository: 'https://charts.example.com',
      chart: 'store',
      version: '1.4.2',
      namespace: 'store-system',
      podSecurity: 'baseline',
      values: { web: { replicas: 2 } },
      images: { 'web.image': ImageRef.parse(`registry.example.com/web:2.0.0@sha256:${'1'.repeat(64)}`) },
      serverSideApply: true,
    });
    const { spec } = at(app, 'shop/live/argocd/Application-shop-live-store.yaml');
    expect(spec['source']).toEqual({
      repoURL: 'https://charts.example.com',
      chart: 'store',
      targetRevision: '1.4.2',
      helm: {
        releaseName: 'store',
        valuesObject: {
          web: {
            replicas: 2,
            image: { repository: 'registry.example.com/web', tag: '2.0.0', digest: `sha256:${'1'.repeat(64)}` },
          },
        },
      },
    });
    expect(spec['syncPolicy']).toMatchObject({
      managedNamespaceMetadata: { labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
    });
    const rules = at(app, 'shop/argocd/AppProject-shop.yaml').spec;
    expect(rules['sourceRepos']).toEqual([REPOSITORY, 'https://charts.example.com']);
    expect(rules['clusterResourceWhitelist']).toContainEqual({ group: '', kind: 'Namespace', name: 'store-system' });
  });

  it.each(['^1.4.0', '1.x', '*', '', 'latest', '>=1.0.0', '1.4'])('refuses the chart version %j', (version) => {
    const { project } = platform();
    expect(() => {
      stack(project).addHelmPart('store', { repository: 'https://charts.example.com', chart: 'store', version });
    }).toThrow(/exact version/);
  });
});
