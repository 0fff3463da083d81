import { applicationIssues } from '../../lib/argocd/checks/applications.ts';
import type { RenderedFile } from '../../lib/model/synthesis.ts';
import { shipped } from '../support/shipped.ts';

const { files } = shipped();

type Block = Record<string, unknown>;

/** The shipped files with one field of an object changed; undefined takes it away. @param field `spec.generators.0.git` */
function changed(path: string, field: string, value: unknown): readonly RenderedFile[] {
  return files.map((file) => {
    if (file.path !== path) return file;
    const object = structuredClone(file.object) as unknown as Block;
    const keys = field.split('.');
    const last = keys.pop() ?? '';
    const at = keys.reduce((block, key) => block[key] as Block, object);
    if (value !== undefined) at[last] = value;
    else if (Array.isArray(at)) at.splice(Number(last), 1);
    else Reflect.deleteProperty(at, last);
    return { ...file, object: object as unknown as NonNullable<RenderedFile['object']> };
  });
}

const found = (all: readonly RenderedFile[]): string[] =>
  applicationIssues(all, 'environments').map(({ code, at, message }) => `${at.file} ${code}: ${message}`);

const PERN = 'pern/argocd/ApplicationSet-pern.yaml';
const MINISHOP = 'minishop/argocd/ApplicationSet-minishop.yaml';
const STEPS = 'strategy.rollingSync.steps';
const TACOS = 'traffic-tacos/dev/argocd/Application-traffic-tacos-dev-shared.yaml';

it('finds nothing in what is shipped', () => {
  expect(found(files)).toEqual([]);
});

it.each<readonly [string, string, string, unknown, string]>([
  [
    'a generator that finds nothing',
    PERN,
    'generators.0.git.directories.0.path',
    'dist/prn/*/*',
    'application-set/no-application: the ApplicationSet pern must make an Application, its generators find nothing',
  ],
  [
    'a generator that looks into a cluster',
    PERN,
    'generators',
    [{ clusters: {} }],
    'application-set/unknown: what the ApplicationSet pern makes must be known offline: clusters of a generator is not expanded offline',
  ],
  [
    'two of one name',
    MINISHOP,
    'template.metadata.name',
    'minishop-{{ .part }}',
    'application-set/same-name: the ApplicationSet minishop must make one Application of each name, it makes minishop-analysis more than once',
  ],
  [
    'a set that deletes',
    PERN,
    'syncPolicy.applicationsSync',
    'sync',
    'application-set/deletes: the ApplicationSet pern must not delete what its generators lose, got applicationsSync: sync',
  ],
  [
    'a set that orphans',
    PERN,
    'syncPolicy.preserveResourcesOnDeletion',
    true,
    'application-set/orphans: the ApplicationSet pern must not leave behind what an Application runs when a person deletes it',
  ],
  [
    'missing keys',
    PERN,
    'goTemplateOptions',
    [],
    'application-set/missing-key: the ApplicationSet pern must have goTemplateOptions: [missingkey=error]',
  ],
  [
    'a step that matches nothing',
    PERN,
    `${STEPS}.0.matchExpressions.0.values`,
    ['devlopment'],
    'rolling-sync/empty-step: step 1 of the ApplicationSet pern must match an Application that it makes',
  ],
  [
    'an Application without a step',
    PERN,
    `${STEPS}.8`,
    undefined,
    'rolling-sync/not-one-step: one step of the ApplicationSet pern must match pern-production-shared, got no step: it would never be synced',
  ],
  [
    'an Application in two steps',
    PERN,
    `${STEPS}.0.matchExpressions.1`,
    undefined,
    'rolling-sync/not-one-step: one step of the ApplicationSet pern must match pern-development-shared, got the steps 1 and 2',
  ],
  [
    'a pair without a folder',
    MINISHOP,
    'generators.0.matrix.generators.1.list.elements.8',
    { part: 'search' },
    'application/no-folder: the Application minishop-dev-search must sync a folder that is there, got dist/minishop/dev/search',
  ],
  [
    'no project',
    TACOS,
    'project',
    'tacos',
    'application/no-project: the project of the Application traffic-tacos-dev-shared must be in dist/, got tacos',
  ],
  [
    'a destination outside of the project',
    TACOS,
    'destination.namespace',
    'kube-system',
    'application/destination-refused: the Application traffic-tacos-dev-shared must go where the project traffic-tacos permits, got in-cluster/kube-system',
  ],
  [
    'another repository',
    TACOS,
    'source.repoURL',
    'https://git.example.com/x.git',
    'application/source-refused: the Application traffic-tacos-dev-shared must come from a repository that the project traffic-tacos permits, got https://git.example.com/x.git',
  ],
  [
    'a generated one that is refused',
    MINISHOP,
    'template.spec.destination.name',
    'other',
    'application/destination-refused: the Application minishop-dev-shared must go where the project minishop permits, got other/minishop-dev',
  ],
  [
    'a kind that is refused',
    'pern/argocd/AppProject-pern.yaml',
    'namespaceResourceBlacklist',
    [{ group: 'apps', kind: 'Stateful*' }],
    'application/kind-refused: the Application pern-staging-cache must make only what the project pern permits, got StatefulSet cache (apps/v1/StatefulSet)',
  ],
])('%s', (_, path, field, value, words) => {
  const place = `environments/${path.slice(0, path.lastIndexOf('/argocd/'))}`;
  expect(found(changed(path, `spec.${field}`, value))).toContainEqual(`${place} ${words}`);
});

it('a name that an ApplicationSet makes as well', () => {
  expect(found(changed(TACOS, 'metadata.name', 'minishop-dev-shared'))).toContainEqual(
    'environments/traffic-tacos/dev application/same-name: the Application minishop-dev-shared must have one owner, dist/minishop/argocd/ApplicationSet-minishop.yaml makes it as well',
  );
});

const QUOTA = 'pern/staging/shared/ResourceQuota-quota.yaml';
const excluded = (all: readonly RenderedFile[]): string[] =>
  found(all).filter((line) => line.includes('application/kind-excluded'));

describe('a kind that Argo CD does not look at', () => {
  it.each([
    ['coordination.k8s.io/v1', 'Lease', 'by itself'],
    ['v1', 'Endpoints', 'as it is installed'],
    ['acme.cert-manager.io/v1', 'Order', 'by our settings'],
  ])('%s %s is left out of every sync, %s', (apiVersion, kind) => {
    const [one] = files.filter(({ path }) => path === QUOTA);
    const object = { ...one?.object, apiVersion, kind } as NonNullable<RenderedFile['object']>;
    const all = files.map((file) => (file.path === QUOTA ? { ...file, object } : file));
    expect(excluded(all)).toEqual([
      `environments/pern application/kind-excluded: the Application pern-staging-shared must make only what Argo CD looks at, got ${kind} quota (${apiVersion}/${kind})`,
    ]);
  });

  const CM = 'argocd/ConfigMap-argocd-cm.yaml';
  const withExclusions = (text: string | undefined): readonly RenderedFile[] =>
    files.map((file) => {
      if (file.path !== CM) return file;
      const data = text === undefined ? {} : { 'resource.exclusions': text };
      return { ...file, object: { ...file.object, data } as unknown as NonNullable<RenderedFile['object']> };
    });

  it('is known by a glob of its group, and by every kind of it', () => {
    expect(excluded(withExclusions('[{ apiGroups: ["argoproj.*"], kinds: [Rollout] }]'))).toHaveLength(
      files.filter(({ object }) => object?.kind === 'Rollout').length,
    );
    const quotas = files.filter(({ object }) => object?.kind === 'ResourceQuota').length;
    expect(excluded(withExclusions('[{ kinds: [ResourceQuota] }]'))).toHaveLength(quotas);
    expect(excluded(withExclusions('[{ apiGroups: [argoproj.io] }]')).length).toBeGreaterThan(quotas);
  });

  it('is one of the installation, where nothing else is said', () => {
    expect(excluded(withExclusions(undefined))).toEqual([]);
  });
});
