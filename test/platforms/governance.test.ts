import { applicationsOf } from '../../lib/argocd/applications.ts';
import { listed } from '../../lib/argocd/listing.ts';
import { Access } from '../../lib/argocd/rbac/access.ts';
import { matrix } from '../../lib/argocd/rbac/matrix.ts';
import type { KubeObject } from '../../lib/model/synthesis.ts';
import { shipped } from '../support/shipped.ts';

// Who may do what, and how everything is synced, of all platforms at once.

const { files } = shipped();
const access = new Access(files);
const applications = listed(files);
const names = applications.map(({ name }) => name);

const LOOK = 'get';
const WORK = 'get sync promote abort logs';
const ALL = 'get sync promote abort override create update delete logs exec';

/** Platform and project, role, who has it, and what it may do in each environment. Nothing else it may. */
const ROLES: readonly (readonly [string, string, string, string, Readonly<Record<string, string>>])[] = [
  ['bookverse', 'bookverse-prod', 'release', 'bookverse:release', { prod: 'get sync logs' }],
  [
    ...(['minishop', 'minishop', 'developer', 'minishop:developers'] as const),
    { dev: 'get sync logs', staging: 'get sync logs', prod: 'get logs' },
  ],
  [
    ...(['minishop', 'minishop', 'release', 'minishop:release'] as const),
    { dev: 'get logs', staging: 'get logs', prod: WORK },
  ],
  ['pern', 'pern', 'ci', '', { development: 'get sync', staging: 'get sync', production: LOOK }],
  ['pern', 'pern', 'developer', 'pern:developers', { development: WORK, staging: WORK, production: LOOK }],
  ['pern', 'pern', 'platform-admin', 'pern:platform-admins', { development: ALL, staging: ALL, production: ALL }],
  [
    ...(['pern', 'pern', 'production-admin', 'pern:production-admins'] as const),
    { development: 'get logs', staging: 'get logs', production: WORK },
  ],
  ['pern', 'pern', 'viewer', 'pern:viewers', { development: LOOK, staging: LOOK, production: LOOK }],
  // No create, update or override: each would let them change where an Application deploys to.
  ['traffic-tacos', 'traffic-tacos', 'dev-team', 'traffic-tacos:developers', { dev: WORK, staging: WORK, prod: WORK }],
];

/** What a role may do to every Application of an environment. */
function may(platform: string, project: string, role: string, environment: string): string {
  const own = names.filter((name) => name.startsWith(`${platform}-${environment}-`));
  if (own.length === 0) throw new Error(`no Applications in ${platform}/${environment}`);
  const row = matrix(access, project, new Map([[environment, own]])).find(
    (one) => one.role === `proj:${project}:${role}`,
  );
  return Object.entries(row?.may ?? {})
    .flatMap(([what, extent]) => (extent === 'none' ? [] : [extent === 'all' ? what : `${what}?`]))
    .join(' ');
}

it.each(ROLES)('%s: whoever is %s/%s (%s) may do this, and no more', (platform, project, role, group, wanted) => {
  const found = Object.keys(wanted).map((environment) => [environment, may(platform, project, role, environment)]);
  expect(Object.fromEntries(found)).toEqual(wanted);
  // By the group it is the same; a role without one is for programs.
  for (const name of names.filter((one) => one.startsWith(`${platform}-`) && group !== '')) {
    const question = { resource: 'applications', action: 'sync', object: `${project}/${name}` };
    expect(access.may({ ...question, subject: group }).allowed).toBe(
      access.may({ ...question, subject: `proj:${project}:${role}` }).allowed,
    );
  }
});

it('there are no other roles, and no project has wider hands than its own', () => {
  const projects = files.flatMap(({ object }) => (object?.kind === 'AppProject' ? [object.metadata.name] : []));
  const roles = projects.flatMap((project) => access.rolesOf(project));
  expect(roles.sort()).toEqual(ROLES.map(([, project, role]) => `proj:${project}:${role}`).sort());
  for (const subject of roles) {
    for (const { name, project } of applications.filter((one) => !subject.startsWith(`proj:${one.project}:`))) {
      const object = `${project}/${name}`;
      expect(access.may({ subject, resource: 'applications', action: 'get', object }).allowed).toBe(false);
    }
  }
});

it('what makes Applications, and the foundation, are for administrators only', () => {
  const own = applications.filter(({ project }) => project === 'root' || project === 'foundation');
  expect(own.length).toBeGreaterThan(10);
  for (const { name, project } of own) {
    const question = { resource: 'applications', action: 'sync', object: `${project}/${name}` };
    const groups = ['platform:admins', ...ROLES.map(([, , , group]) => group)];
    expect(groups.filter((subject) => access.may({ ...question, subject }).allowed)).toEqual(['platform:admins']);
  }
});
const specs = new Map(
  applicationsOf(files).map(({ application }) => [application.metadata.name, application as KubeObject]),
);

const AUTOMATIC = { limit: 5, refresh: true, backoff: { duration: '5s', factor: 2, maxDuration: '3m' } };
const BY_HAND = { limit: 3, refresh: true, backoff: { duration: '10s', factor: 2, maxDuration: '5m' } };

/** First words of the Applications of an environment, who starts their syncs, and how often one that fails is tried again. */
const ENVIRONMENTS = [
  ['foundation-primary', 'automatic', AUTOMATIC],
  ['bookverse-prod', 'automatic', AUTOMATIC],
  ['minishop-dev', 'automatic', AUTOMATIC],
  ['minishop-staging', 'automatic', AUTOMATIC],
  ['minishop-prod', 'manual', BY_HAND],
  ['pern-development', 'automatic', AUTOMATIC],
  ['pern-staging', 'automatic', AUTOMATIC],
  ['pern-production', 'manual', BY_HAND],
  ['traffic-tacos-dev', 'automatic', AUTOMATIC],
  ['traffic-tacos-staging', 'automatic', AUTOMATIC],
  ['traffic-tacos-prod', 'manual', BY_HAND],
] as const;

const partsOf = (instance: string) => applications.filter(({ name }) => name.startsWith(`${instance}-`));

it.each(ENVIRONMENTS)('%s: its syncs are %s', (instance, mode, retry) => {
  const parts = partsOf(instance);
  expect(parts.length).toBeGreaterThan(2);
  for (const { name, sync } of parts) {
    expect([name, sync]).toEqual([name, mode]);
    expect(specs.get(name)?.['spec']).toMatchObject({ syncPolicy: { retry } });
  }
});

it('every Application is in the table, or makes others of it', () => {
  const known = new Set(ENVIRONMENTS.flatMap(([instance]) => partsOf(instance).map(({ name }) => name)));
  const others = applications.filter(({ name }) => !known.has(name));
  for (const { name, project, namespace, sync } of others)
    expect([name, project, namespace, sync]).toEqual([name, 'root', 'argocd', 'automatic']);
});

it('every Application deletes what it made, in the foreground and last, and keeps ten revisions', () => {
  // What holds an ApplicationSet leaves the Applications of that to its controller.
  const cascade = (name: string): string => (['minishop', 'pern'].includes(name) ? 'background' : 'foreground');
  for (const [name, { metadata, spec }] of specs) {
    expect([name, metadata['finalizers']]).toEqual([name, [`resources-finalizer.argocd.argoproj.io/${cascade(name)}`]]);
    expect(spec).toMatchObject({ revisionHistoryLimit: 10 });
  }
  for (const { name, syncOptions } of applications) {
    const always = [
      'ApplyOutOfSyncOnly=true',
      'FailOnSharedResource=true',
      'PruneLast=true',
      `PrunePropagationPolicy=${cascade(name)}`,
    ];
    expect(syncOptions).toEqual(expect.arrayContaining(always));
  }
});

it('Argo CD makes no namespace that git has', () => {
  const ours = files.flatMap(({ object }) => (object?.kind === 'Namespace' ? [object.metadata.name] : []));
  const makers = applications.filter(({ syncOptions }) => syncOptions.includes('CreateNamespace=true'));
  expect(makers.length).toBeGreaterThan(0);
  expect(makers.filter(({ namespace }) => ours.includes(namespace))).toEqual([]);
});

it('what cannot be brought back asks a person before it goes: all of production, and everywhere namespaces and data', () => {
  const asks = (name: string): boolean => {
    const { metadata } = specs.get(name) ?? {};
    const options = (metadata?.['annotations'] as Readonly<Record<string, string>> | undefined)?.[
      'argocd.argoproj.io/sync-options'
    ];
    return options === 'Prune=confirm,Delete=confirm';
  };
  // An ApplicationSet deletes nothing, and so has nobody to ask; what it makes asks by itself where it holds data.
  const generated = ({ generatedBy }: { readonly generatedBy: string }) => generatedBy.includes('ApplicationSet-');
  const production = ['foundation-primary', 'bookverse-prod', 'traffic-tacos-prod'];
  const must = [
    ...production.flatMap((instance) => partsOf(instance).map(({ name }) => name)),
    ...applications.filter((one) => !generated(one) && one.name.endsWith('-cluster')).map(({ name }) => name),
  ];
  expect(must.length).toBeGreaterThan(20);
  expect(must.filter((name) => !asks(name))).toEqual([]);
  expect(asks('traffic-tacos-staging-gateway-api')).toBe(false);
  const data = files.filter(({ object }) => ['Namespace', 'StatefulSet'].includes(object?.kind ?? ''));
  const kept = data.map(({ object }) => object?.metadata['annotations'] as Readonly<Record<string, string>>);
  expect(new Set(kept.map((own) => own['argocd.argoproj.io/sync-options']))).toEqual(
    new Set(['Prune=confirm,Delete=confirm']),
  );
});
