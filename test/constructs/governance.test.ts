import { App, type Chart, JsonPatch } from 'cdk8s';
import * as k8s from 'cdk8s-plus-28/lib/imports/k8s';
import { EnvironmentStack, type EnvironmentStackProps } from '../../lib/constructs/environment-stack.ts';
import { ControlPlane } from '../../lib/constructs/control-plane.ts';
import { addCredential, addSealedSecret, addStoredSecret } from '../../lib/constructs/environment/secrets.ts';
import { Manifest } from '../../lib/constructs/manifest.ts';
import { PlatformProject, type PlatformProjectProps } from '../../lib/constructs/platform-project.ts';
import { ServiceRollout } from '../../lib/constructs/service-rollout.ts';
import { ImageRef } from '../../lib/model/image-ref.ts';
import { Strategy } from '../../lib/model/strategy.ts';
import { render } from '../../lib/render/render.ts';

const REPOSITORY = 'https://git.example.com/shop.git';

function platform(rules: Partial<PlatformProjectProps> = {}): { app: App; project: PlatformProject } {
  const app = new App();
  return {
    app,
    project: new PlatformProject(app, 'shop', { description: 'A shop', repository: REPOSITORY, ...rules }),
  };
}

function stack(project: PlatformProject, props: Partial<EnvironmentStackProps> = {}, id = 'live'): EnvironmentStack {
  return new EnvironmentStack(project, id, {
    tier: 'production',
    namespace: `shop-${id}`,
    sync: { mode: 'automatic' },
    ...props,
  });
}

/** The manifest at a path of the output. */
function at(
  app: App,
  path: string,
): { [key: string]: unknown; metadata: Record<string, Record<string, string>>; spec: Record<string, unknown> } {
  const file = render(app).files.find((one) => one.path === path);
  if (!file?.object) throw new Error(`no ${path}`);
  return file.object as never;
}

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

describe('PlatformProject', () => {
  it('allows exactly the kinds that its own manifests have, cluster-scoped ones by name', () => {
    const { app, project } = platform();
    stack(project);
    const { spec } = at(app, 'shop/argocd/AppProject-shop.yaml');
    expect(spec['clusterResourceWhitelist']).toEqual([{ group: '', kind: 'Namespace', name: 'shop-live' }]);
    expect(spec['namespaceResourceWhitelist']).toEqual([{ group: 'networking.k8s.io', kind: 'NetworkPolicy' }]);
    expect(spec['destinations']).toEqual([{ name: 'in-cluster', namespace: 'shop-live' }]);
    expect(spec['sourceRepos']).toEqual([REPOSITORY]);
  });

  it('is there before any Application that names it, and stays until none does', () => {
    const { app, project } = platform();
    stack(project);
    const { metadata } = at(app, 'shop/argocd/AppProject-shop.yaml');
    expect(metadata['annotations']?.['argocd.argoproj.io/sync-wave']).toBe('-10');
    expect(metadata['finalizers']).toEqual(['resources-finalizer.argocd.argoproj.io']);
  });

  it('turns typed permissions into policy lines of its own role, on its own Applications', () => {
    const { app, project } = platform({
      rules: {
        roles: {
          dev: {
            description: 'developers',
            groups: ['shop:developers'],
            permissions: [
              { action: 'get' },
              { action: 'sync', environment: 'live' },
              { resource: 'logs', action: 'get' },
              { action: 'delete', effect: 'deny' },
            ],
          },
        },
      },
    });
    stack(project);
    expect(at(app, 'shop/argocd/AppProject-shop.yaml').spec['roles']).toEqual([
      {
        name: 'dev',
        description: 'developers',
        groups: ['shop:developers'],
        policies: [
          'p, proj:shop:dev, applications, get, shop/*, allow',
          'p, proj:shop:dev, applications, sync, shop/shop-live-*, allow',
          'p, proj:shop:dev, logs, get, shop/*, allow',
          'p, proj:shop:dev, applications, delete, shop/*, deny',
        ],
      },
    ]);
  });

  it('selects the environment of a window by cluster and namespace together', () => {
    const { app, project } = platform();
    stack(project, {
      windows: [
        {
          kind: 'allow',
          schedule: '0 9 * * 1-5',
          duration: '8h',
          timeZone: 'Europe/Berlin',
          manualSync: true,
          description: 'office hours',
        },
      ],
    });
    stack(project, {}, 'test');
    expect(at(app, 'shop/argocd/AppProject-shop.yaml').spec['syncWindows']).toEqual([
      {
        kind: 'allow',
        schedule: '0 9 * * 1-5',
        duration: '8h',
        timeZone: 'Europe/Berlin',
        manualSync: true,
        description: 'office hours',
        clusters: ['in-cluster'],
        namespaces: ['shop-live'],
        andOperator: true,
      },
    ]);
  });

  it('asks for signatures by sourceIntegrity, never by the field that it replaced', () => {
    const { app, project } = platform({ rules: { signingKeys: ['4AEE18F83AFDEB23'] } });
    stack(project);
    const { spec } = at(app, 'shop/argocd/AppProject-shop.yaml');
    expect(spec['sourceIntegrity']).toEqual({
      git: { policies: [{ repos: [{ url: REPOSITORY }], gpg: { mode: 'head', keys: ['4AEE18F83AFDEB23'] } }] },
    });
    expect(spec).not.toHaveProperty('signatureKeys');
  });

  it('refuses a name that is no DNS label', () => {
    expect(() => new PlatformProject(new App(), 'My Shop', { description: '', repository: REPOSITORY })).toThrow(
      /lower-case letters/,
    );
  });
});

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

  it('asks a person before anything of production is removed, and before a namespace is anywhere', () => {
    const { app, project } = platform();
    stack(project);
    stack(project, { tier: 'development' }, 'dev');
    const options = (path: string) => at(app, path).metadata['annotations']?.['argocd.argoproj.io/sync-options'];
    expect(options('shop/argocd/Application-shop-live.yaml')).toBe('Prune=confirm,Delete=confirm');
    expect(options('shop/live/argocd/Application-shop-live-shared.yaml')).toBe('Prune=confirm,Delete=confirm');
    expect(options('shop/argocd/Application-shop-dev.yaml')).toBeUndefined();
    expect(options('shop/dev/cluster/Namespace-shop-dev.yaml')).toBe('Prune=confirm,Delete=confirm');
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

describe('secrets', () => {
  it('are fetched from the store under the path that is given, and documented', () => {
    const { app, project } = platform();
    const { shared } = stack(project);
    addStoredSecret(
      shared,
      'database',
      { kind: 'stored', description: 'owner of the database', properties: { password: 'pw', user: 'name' } },
      'vault',
      'shop/live/database',
    );
    const { spec, metadata } = at(app, 'shop/live/shared/ExternalSecret-database.yaml');
    expect(spec['data']).toEqual([
      { secretKey: 'password', remoteRef: { key: 'shop/live/database', property: 'pw' } },
      { secretKey: 'user', remoteRef: { key: 'shop/live/database', property: 'name' } },
    ]);
    expect(metadata['annotations']?.['argosy.dev/purpose']).toBe('owner of the database');
    expect(metadata['annotations']?.['argocd.argoproj.io/sync-wave']).toBe('-2');
  });

  it('refuses a sealed secret without ciphertext, and says how to make it', () => {
    const { project } = platform();
    const { shared } = stack(project);
    expect(() => {
      addSealedSecret(
        shared,
        'database',
        { kind: 'sealed', description: '', keys: ['user', 'password'] },
        { user: 'AgB' },
      );
    }).toThrow('sealed secret database has no ciphertext for password');
  });

  it('of Argo CD carry the label by which it finds them, and say when they must be replaced', () => {
    const { app, project } = platform();
    stack(project);
    addCredential(
      project.argocd,
      'git',
      {
        description: 'deploy key',
        use: 'repository',
        type: 'git',
        url: REPOSITORY,
        properties: { sshPrivateKey: 'key' },
        path: 'argocd/git',
      },
      'vault',
    );
    const { spec, metadata } = at(app, 'shop/argocd/ExternalSecret-git.yaml');
    expect(spec['target']).toMatchObject({
      template: {
        metadata: { labels: { 'argocd.argoproj.io/secret-type': 'repository' } },
        data: { type: 'git', url: REPOSITORY, sshPrivateKey: '{{ index . "sshPrivateKey" }}' },
      },
    });
    expect(metadata['annotations']?.['argosy.dev/rotate-every']).toBe('2160h');
  });
});

describe('ControlPlane', () => {
  it('syncs itself, and may make nothing but Applications, projects and credentials in its own namespace', () => {
    const { app, project } = platform();
    stack(project);
    const plane = new ControlPlane(app, 'argocd', { repository: REPOSITORY });
    plane.addPlatform(project, 10, true);
    expect(at(app, 'argocd/Application-root.yaml').spec['source']).toMatchObject({ path: 'dist/argocd' });
    expect(at(app, 'argocd/Application-shop.yaml').spec['source']).toMatchObject({ path: 'dist/shop/argocd' });
    const { spec } = at(app, 'argocd/AppProject-root.yaml');
    expect(spec['clusterResourceWhitelist']).toEqual([]);
    expect(spec['destinations']).toEqual([{ name: 'in-cluster', namespace: 'argocd' }]);
    expect((spec['namespaceResourceWhitelist'] as { kind: string }[]).map((item) => item.kind)).toEqual([
      'AppProject',
      'Application',
      'ApplicationSet',
      'ExternalSecret',
    ]);
  });
});

describe('Manifest', () => {
  const config = (scope: Chart) =>
    new Manifest(
      scope,
      'config',
      k8s.KubeConfigMap.manifest({ metadata: { name: 'config', annotations: { a: 'b' } }, data: { a: '1' } }),
    );

  it('honours labels, annotations and patches that are added later', () => {
    const { project } = platform();
    const manifest = config(stack(project).addPart('web'));
    manifest.metadata.addLabel('team', 'shop');
    manifest.addJsonPatch(JsonPatch.add('/data/b', '2'));
    expect(manifest.toJson()).toEqual({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: {
        name: 'config',
        namespace: 'shop-live',
        annotations: { a: 'b' },
        labels: { 'app.kubernetes.io/managed-by': 'argosy', 'app.kubernetes.io/part-of': 'shop', team: 'shop' },
      },
      data: { a: '1', b: '2' },
    });
  });

  it('renders metadata as cdk8s does, whatever was added', () => {
    const { project } = platform();
    const manifest = config(stack(project).addPart('web'));
    const { metadata } = manifest;
    metadata.addAnnotation('c', 'd');
    metadata.addFinalizers('example.com/wait');
    metadata.addOwnerReference({ apiVersion: 'v1', kind: 'ConfigMap', name: 'owner', uid: '1' });
    metadata.add('generateName', 'x');
    expect((manifest.toJson() as { metadata: unknown }).metadata).toEqual(metadata.toJson());
  });

  it('refuses an object without a name', () => {
    const { project } = platform();
    expect(() => new Manifest(stack(project).addPart('web'), 'config', k8s.KubeConfigMap.manifest({}))).toThrow(
      'a ConfigMap must have metadata.name',
    );
  });
});
