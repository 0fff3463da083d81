import type { Application } from '../plane/kinds.ts';
import { disorder } from '../scenarios/bootstrap.ts';
import { notOnce } from '../scenarios/rest.ts';

// What only runs on a plane; it is not CommonJS.
jest.mock('@kubernetes/client-node', () => ({}));

const application = (name: string, path: string, resources: readonly (readonly [string, string])[]): Application => {
  const synced = resources.map(([kind, object]) => ({ kind, name: object, namespace: 'shop' }));
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: { name, namespace: 'argocd', creationTimestamp: '', resourceVersion: '' },
    spec: { project: 'shop', source: { repoURL: '', path } },
    status: {
      resources: synced,
      operationState: { phase: 'Succeeded', startedAt: '', syncResult: { resources: synced } },
    },
  };
};

const manifest = (path: string, kind: string, name: string, wave: number) => ({
  path,
  object: {
    apiVersion: 'v1',
    kind,
    metadata: { name, namespace: 'shop', annotations: { 'argocd.argoproj.io/sync-wave': String(wave) } },
  },
});

describe('waves', () => {
  const manifests = [
    manifest('shop/web/A.yaml', 'Service', 'web', 1),
    manifest('shop/web/B.yaml', 'Rollout', 'web', 2),
  ];
  const applied = (...kinds: readonly string[]) =>
    disorder(
      manifests,
      application(
        'shop-web',
        'dist/shop/web',
        kinds.map((kind) => [kind, 'web']),
      ),
    );

  it('accepts their order, and a Namespace that comes before all', () => {
    expect(applied('Service', 'Rollout')).toEqual([]);
    expect(applied('Rollout', 'Namespace')).toEqual([]);
  });

  it('names what came too late', () => {
    expect(applied('Rollout', 'Service')).toEqual(['shop-web: Service/web of wave 1 after wave 2']);
  });
});

it('names what nobody syncs, and what two do', () => {
  const manifests = ['alone', 'twice', 'once'].map((name) => manifest(`shop/${name}.yaml`, 'Service', name, 0));
  const applications = [
    application('a', 'dist/a', [
      ['Service', 'twice'],
      ['Service', 'once'],
    ]),
    application('b', 'dist/b', [['Service', 'twice']]),
  ];
  expect(notOnce(manifests, applications)).toEqual([
    'shop/alone.yaml: synced by nobody',
    'shop/twice.yaml: synced by a and b',
  ]);
});
