import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Testing } from 'cdk8s';
import { parse, stringify } from 'yaml';
import { fleet } from '../../environments/index.ts';
import { ControlPlane } from '../../lib/constructs/control-plane.ts';
import { INSTALLED_EXCLUSIONS } from '../../lib/model/argocd-settings.ts';
import { render } from '../../lib/render/render.ts';
import { built } from '../e2e/build/cache.ts';
import type { KubeObject, RenderedFile } from '../../lib/model/synthesis.ts';
import { ArgoCdAdmin } from '../support/argocd.ts';
import { DIST, objectFiles, shipped } from '../support/shipped.ts';

// Argo CD's own command judges its settings.
const real = new ArgoCdAdmin();
afterAll(() => {
  real.forget();
});

const SETTINGS = ['--argocd-cm-path', join(DIST, 'argocd/ConfigMap-argocd-cm.yaml')];
const argocd = (...words: string[]): string => real.admin('settings', ...words).stdout;

/** What the Lua in our settings says of an Application. */
function healthOf(change: { readonly spec?: object; readonly status?: object; readonly annotations?: object }): string {
  const source = { repoURL: 'https://example.com/a.git', path: 'dist/shop', targetRevision: 'main' };
  const application = {
    ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' },
    metadata: { name: 'shop', namespace: 'argocd', annotations: change.annotations ?? {} },
    spec: { project: 'shop', source, syncPolicy: { automated: { enabled: true } }, ...change.spec },
    ...(change.status === undefined
      ? {}
      : { status: { sync: { status: 'Synced', comparedTo: { source } }, ...change.status } }),
  };
  return saidOf(application);
}

const saidOf = (object: object): string => {
  const file = real.written('object.yaml', JSON.stringify(object));
  return /STATUS: (\w+)/.exec(argocd('resource-overrides', 'health', file, ...SETTINGS))?.[1] ?? 'nothing';
};

const HEALTHY = { health: { status: 'Healthy' } };

/** The keys of argocd-cm. */
const settingsOf = (files: readonly RenderedFile[]): Readonly<Record<string, string>> => {
  const found = files.find(({ object }) => object?.kind === 'ConfigMap' && object.metadata.name === 'argocd-cm');
  return (found?.object as unknown as { readonly data: Readonly<Record<string, string>> }).data;
};

(real.isBuilt ? describe : describe.skip)('argocd admin settings', () => {
  it('finds argocd-cm valid', () => {
    const said = argocd('validate', ...SETTINGS);
    expect(said).toContain('✅ resource-overrides');
    expect(said).not.toContain('❌');
  });

  it('is installed with the exclusions that ours begin with', () => {
    const installed = parse(readFileSync(built('argocd-cm.yaml'), 'utf8')) as { data: Record<string, string> };
    const list = parse(installed.data['resource.exclusions'] ?? '') as readonly object[];
    expect(list).toEqual(INSTALLED_EXCLUSIONS.map(({ apiGroups, kinds }) => ({ apiGroups, kinds })));
    expect(parse(settingsOf(shipped().files)['resource.exclusions'] ?? '')).toEqual([
      ...list,
      { apiGroups: ['acme.cert-manager.io'], kinds: ['Order', 'Challenge'] },
    ]);
  });

  it('leaves out of a comparison what the fleet says that controllers own', () => {
    const ignoreDifferences = [
      { group: 'apps', kind: 'Deployment', reason: 'an autoscaler of ours', jsonPointers: ['/spec/replicas'] },
      { group: '', kind: 'Service', reason: 'its\ncontroller', jqPathExpressions: ['.spec.ports[]?.nodePort'] },
    ];
    const app = Testing.app();
    const { argocdNamespace = 'argocd', ...rest } = fleet;
    new ControlPlane(app, 'argocd', { ...rest, argocdNamespace, argocdSettings: { ignoreDifferences } });
    const data = settingsOf(render(app).files);
    expect(data).not.toHaveProperty(['resource.exclusions']);
    const file = real.written(
      'argocd-cm.yaml',
      stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'argocd-cm' }, data }),
    );
    const left = (object: object): string =>
      argocd(
        ...['resource-overrides', 'ignore-differences', real.written('object.yaml', JSON.stringify(object))],
        ...['--argocd-cm-path', file],
      );
    const named = { name: 'a', namespace: 'a' };
    const deployment = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: named, spec: { replicas: 3 } };
    expect(left(deployment)).toMatch(/<\s+replicas: 3/);
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: named,
      spec: { ports: [{ port: 80, nodePort: 30000 }] },
    };
    expect(left(service)).toMatch(/<\s+(- )?nodePort: 30000/);
  });

  it('finds the policy valid', () => {
    const settings = objectFiles(shipped()).find(({ object }) => object.metadata.name === 'argocd-rbac-cm');
    const { data } = settings?.object as KubeObject & { readonly data: Readonly<Record<string, string>> };
    const file = real.written('policy.csv', data['policy.csv'] ?? '');
    expect(argocd('rbac', 'validate', '--policy-file', file)).toContain('Policy is valid.');
  });

  it.each<readonly [string, string, Parameters<typeof healthOf>[0]]>([
    ['has said nothing yet', 'Progressing', {}],
    ['is healthy and synced', 'Healthy', { status: HEALTHY }],
    ['is degraded', 'Degraded', { status: { health: { status: 'Degraded' } } }],
    ['is suspended', 'Suspended', { status: { health: { status: 'Suspended' } } }],
    ['is about to be synced', 'Progressing', { status: { ...HEALTHY, sync: { status: 'OutOfSync' } } }],
    [
      'waits for a person',
      'Healthy',
      { status: { ...HEALTHY, sync: { status: 'OutOfSync' } }, spec: { syncPolicy: {} } },
    ],
    [
      'has its automation switched off',
      'Healthy',
      {
        status: { ...HEALTHY, sync: { status: 'OutOfSync' } },
        spec: { syncPolicy: { automated: { enabled: false } } },
      },
    ],
    ['is being synced', 'Progressing', { status: { ...HEALTHY, operationState: { phase: 'Running' } } }],
    [
      'has got another folder a moment ago',
      'Progressing',
      {
        status: HEALTHY,
        spec: { source: { repoURL: 'https://example.com/a.git', path: 'dist/new', targetRevision: 'main' } },
      },
    ],
    [
      'syncs itself',
      'Healthy',
      { annotations: { 'argocd.argoproj.io/tracking-id': 'shop:argoproj.io/Application:argocd/shop' } },
    ],
    [
      'is made by another one',
      'Progressing',
      { annotations: { 'argocd.argoproj.io/tracking-id': 'root:argoproj.io/Application:argocd/shop' } },
    ],
  ])('an Application that %s is %s', (_title, wanted, change) => {
    expect(healthOf(change)).toBe(wanted);
  });

  const condition = (type: string, status: string) => ({ type, status, message: type, lastTransitionTime: null });

  it.each<readonly [string, string, readonly object[] | undefined]>([
    ['has said nothing yet', 'Progressing', undefined],
    [
      'has made all, and waits for a person',
      'Healthy',
      [condition('RolloutProgressing', 'True'), condition('ResourcesUpToDate', 'True')],
    ],
    ['cannot generate', 'Degraded', [condition('ResourcesUpToDate', 'True'), condition('ErrorOccurred', 'True')]],
    ['could not make one', 'Degraded', [condition('ResourcesUpToDate', 'False')]],
  ])('an ApplicationSet that %s is %s', (_title, wanted, conditions) => {
    const set = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name: 'shop', namespace: 'argocd' },
    };
    expect(saidOf({ ...set, ...(conditions ? { status: { conditions } } : {}) })).toBe(wanted);
  });
});
