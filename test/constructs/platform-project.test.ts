import { App, type Chart, JsonPatch } from 'cdk8s';
import * as k8s from 'cdk8s-plus-28/lib/imports/k8s';
import { addCredential } from '../../lib/constructs/argocd/credential.ts';
import { ControlPlane } from '../../lib/constructs/control-plane.ts';
import { addSealedSecret, addStoredSecret } from '../../lib/constructs/environment/secrets.ts';
import { Manifest } from '../../lib/constructs/manifest.ts';
import { PlatformProject } from '../../lib/constructs/platform-project.ts';
import { REPOSITORY, platform, stack, at } from './platform-fixture.ts';

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

  it('still allows the namespace of an environment that leaves: Argo CD deletes nothing that it does not', () => {
    const place = { cluster: 'in-cluster', namespace: 'shop-old' };
    const { app, project } = platform({ rules: { alsoNamespaces: { reason: 'old leaves', namespaces: [place] } } });
    stack(project);
    const { spec } = at(app, 'shop/argocd/AppProject-shop.yaml');
    expect(spec['destinations']).toContainEqual({ name: 'in-cluster', namespace: 'shop-old' });
    expect(spec['clusterResourceWhitelist']).toContainEqual({ group: '', kind: 'Namespace', name: 'shop-old' });
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
        rotatedAt: '2026-01-31',
      },
      { store: 'vault', clusters: {}, platforms: [] },
    );
    const { spec, metadata } = at(app, 'shop/argocd/ExternalSecret-git.yaml');
    expect(spec['target']).toMatchObject({
      template: {
        metadata: { labels: { 'argocd.argoproj.io/secret-type': 'repository' } },
        data: { type: 'git', url: REPOSITORY, sshPrivateKey: '{{ index . "sshPrivateKey" }}' },
      },
    });
    expect(metadata['annotations']).toMatchObject({
      'argosy.dev/rotate-every': '2160h',
      'argosy.dev/rotated-at': '2026-01-31',
    });
  });
});

interface Settings {
  readonly metadata: Readonly<Record<'labels' | 'annotations', Readonly<Record<string, string>>>>;
  readonly data: Readonly<Record<string, string>>;
}

describe('ControlPlane', () => {
  it('syncs itself, and may make nothing but Applications, projects, settings and credentials in its own namespace', () => {
    const { app, project } = platform();
    stack(project);
    const plane = new ControlPlane(app, 'argocd', { repository: REPOSITORY });
    plane.addPlatform(project, 10);
    expect(at(app, 'argocd/Application-root.yaml').spec['source']).toMatchObject({ path: 'dist/argocd' });
    expect(at(app, 'argocd/Application-shop.yaml').spec['source']).toMatchObject({ path: 'dist/shop/argocd' });
    const { spec } = at(app, 'argocd/AppProject-root.yaml');
    expect(spec['clusterResourceWhitelist']).toEqual([]);
    expect(spec['destinations']).toEqual([{ name: 'in-cluster', namespace: 'argocd' }]);
    expect((spec['namespaceResourceWhitelist'] as { kind: string }[]).map((item) => item.kind)).toEqual([
      'AppProject',
      'Application',
      'ApplicationSet',
      'ConfigMap',
      'ExternalSecret',
    ]);
  });

  it('takes everything away from the project that Argo CD makes by itself', () => {
    const { app } = platform();
    new ControlPlane(app, 'argocd', { repository: REPOSITORY });
    const { spec } = at(app, 'argocd/AppProject-default.yaml');
    expect(spec).toMatchObject({ sourceRepos: [], destinations: [] });
  });

  it('sets what it needs of Argo CD, key by key, and gives the administrators their role', () => {
    const { app } = platform();
    new ControlPlane(app, 'argocd', { repository: REPOSITORY, administrators: ['ops', 'on-call'] });
    const settings = (name: string) => at(app, `argocd/ConfigMap-${name}.yaml`) as unknown as Settings;
    for (const name of ['argocd-cm', 'argocd-rbac-cm', 'argocd-cmd-params-cm']) {
      const { metadata } = settings(name);
      // Argo CD reads no other; nobody may lose what the installation wrote.
      expect(metadata.labels['app.kubernetes.io/part-of']).toBe('argocd');
      expect(metadata.annotations['argocd.argoproj.io/sync-options']).toBe(
        'Delete=false,Prune=false,ServerSideApply=true',
      );
    }
    expect(Object.keys(settings('argocd-cm').data)).toContain('resource.customizations.health.argoproj.io_Application');
    expect(settings('argocd-rbac-cm').data).toMatchObject({
      'policy.default': '',
      'policy.csv': 'g, ops, role:admin\ng, on-call, role:admin\n',
    });
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
