import type { KubeObject } from '../../lib/model/synthesis.ts';
import { applicationsOf, objectAt, pathsBelow, permissionsOf, projectOf } from '../support/platform.ts';
import { shipped } from '../support/shipped.ts';

const HELM = 'https://apptrustswampupc.jfrog.io/artifactory/api/helm/bookverse-helm';
const REGISTRY = 'apptrustswampupc.jfrog.io/';
const SERVICES = ['inventory', 'recommendations', 'checkout', 'web'];

interface ExternalSecret extends KubeObject {
  readonly spec: {
    readonly data: readonly { readonly secretKey: string; readonly remoteRef: { readonly key: string } }[];
    readonly secretStoreRef: unknown;
    readonly target: unknown;
  };
}

const application = () => {
  const found = applicationsOf('bookverse/prod').get('platform');
  if (!found) throw new Error('bookverse prod has no Application for its chart');
  return found;
};

describe('bookverse', () => {
  it('is live in prod; dev, qa and staging are declared and leave nothing in dist', () => {
    const synthesis = shipped();
    const platform = synthesis.fleet?.platforms.find((candidate) => candidate.platform.name === 'bookverse')?.platform;
    expect(platform?.environments.map(({ name, active = true }) => [name, active])).toEqual([
      ['dev', false],
      ['qa', false],
      ['staging', false],
      ['prod', true],
    ]);
    const folders = new Set(pathsBelow('bookverse').map((path) => path.split('/')[1]));
    expect(folders).toEqual(new Set(['argocd', 'prod']));
    const mentioned = synthesis.files.filter(({ path, text }) =>
      path.endsWith('.yaml') ? /bookverse[-/](dev|qa|staging)\b/.test(text) : false,
    );
    expect(mentioned.map(({ path }) => path)).toEqual([]);
  });

  it('runs in the namespace bookverse-prod, which refuses what is plainly dangerous', () => {
    for (const { spec } of applicationsOf('bookverse/prod').values())
      expect(spec.destination).toEqual({ name: 'in-cluster', namespace: 'bookverse-prod' });
    const namespace = objectAt('bookverse/prod/cluster/Namespace-bookverse-prod.yaml');
    expect(namespace.metadata['labels']).toMatchObject({ 'pod-security.kubernetes.io/enforce': 'baseline' });
  });

  it('is one Application of the chart platform, in an exact version', () => {
    const { source } = application().spec;
    expect(source).toMatchObject({ repoURL: HELM, chart: 'platform' });
    expect(source.targetRevision).toMatch(/^\d+\.\d+\.\d+$/);
    expect(source).not.toHaveProperty('path');
    expect([...applicationsOf('bookverse/prod').keys()].sort()).toEqual(['cluster', 'platform', 'shared']);
  });

  it('pins every image by digest, all from the one registry', () => {
    const values = application().spec.source.helm?.valuesObject ?? {};
    expect(Object.keys(values).sort()).toEqual(['imagePullSecrets', ...SERVICES].sort());
    for (const service of SERVICES) {
      expect(values[service]).toEqual({
        image: {
          repository: `${REGISTRY}bookverse-docker-prod/${service}`,
          tag: expect.stringMatching(/^\d+\.\d+\.\d+$/) as unknown,
          digest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/) as unknown,
        },
      });
    }
  });

  it('pulls with a secret that is fetched from the store, of the type that the kubelet reads', () => {
    expect(application().spec.source.helm?.valuesObject?.['imagePullSecrets']).toEqual(['jfrog-docker-pull']);
    const secret = objectAt('bookverse/prod/shared/ExternalSecret-jfrog-docker-pull.yaml') as ExternalSecret;
    expect(secret.metadata.namespace).toBe('bookverse-prod');
    expect(secret.spec.target).toMatchObject({
      name: 'jfrog-docker-pull',
      template: { type: 'kubernetes.io/dockerconfigjson' },
    });
    expect(secret.spec.data).toEqual([
      {
        secretKey: '.dockerconfigjson',
        remoteRef: { key: 'bookverse/prod/jfrog-docker-pull', property: 'dockerconfigjson' },
      },
    ]);
  });

  it('lets Argo CD read the Helm repository with a login from the store, before any Application needs it', () => {
    const secret = objectAt('bookverse/argocd/ExternalSecret-bookverse-helm.yaml') as ExternalSecret;
    expect(secret.metadata.namespace).toBe('argocd');
    expect(secret.metadata['annotations']).toMatchObject({ 'argocd.argoproj.io/sync-wave': '-5' });
    expect(secret.spec.secretStoreRef).toEqual({ kind: 'ClusterSecretStore', name: 'platform' });
    expect(secret.spec.target).toMatchObject({
      template: {
        metadata: { labels: { 'argocd.argoproj.io/secret-type': 'repository' } },
        data: { type: 'helm', url: HELM, username: '{{ index . "username" }}', password: '{{ index . "password" }}' },
      },
    });
  });

  it('is synced by itself, pruned, and healed', () => {
    for (const { spec } of applicationsOf('bookverse/prod').values())
      expect(spec.syncPolicy.automated).toMatchObject({ enabled: true, prune: true, selfHeal: true });
  });

  it('goes out on working days only; a person may sync at any time', () => {
    expect(projectOf('bookverse', 'bookverse-prod').spec.syncWindows).toEqual([
      expect.objectContaining({
        kind: 'allow',
        schedule: '0 6 * * 1-5',
        duration: '12h',
        timeZone: 'Etc/UTC',
        namespaces: ['bookverse-prod'],
        manualSync: true,
      }),
    ]);
  });

  it('is governed by the project bookverse-prod: one namespace, two sources, no wildcard', () => {
    const { spec } = projectOf('bookverse', 'bookverse-prod');
    for (const { spec: each } of applicationsOf('bookverse/prod').values()) expect(each.project).toBe('bookverse-prod');
    expect(spec.destinations).toEqual([{ name: 'in-cluster', namespace: 'bookverse-prod' }]);
    expect(spec.sourceRepos).toEqual(['https://github.com/argosy-example/platforms.git', HELM]);
    expect(spec.clusterResourceWhitelist).toEqual([{ group: '', kind: 'Namespace', name: 'bookverse-prod' }]);
    expect(spec.namespaceResourceWhitelist).toContainEqual({ group: 'apps', kind: 'Deployment' });
    for (const { group, kind } of spec.namespaceResourceWhitelist) expect(`${group}/${kind}`).not.toContain('*');
    expect(spec.namespaceResourceWhitelist.map(({ kind }) => kind)).not.toContain('Secret');
  });

  it('lets the release team look, read logs and start a sync, and change nothing', () => {
    expect(permissionsOf(projectOf('bookverse', 'bookverse-prod'), 'release')).toEqual([
      'get *',
      'sync *',
      'logs get *',
    ]);
  });
});
