import type { Fleet } from '../../../lib/model/fleet.ts';
import type { KubeObject } from '../../../lib/model/synthesis.ts';
import { named, stateOfNamed } from '../harness/applications.ts';
import { act } from '../harness/log.ts';
import { remember } from '../harness/removal.ts';
import { objectFilter } from '../harness/repository.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, until } from '../harness/until.ts';
import { type Reference, referenceOf } from '../plane/api.ts';

const PLATFORM = 'bookverse';
const APP = `${PLATFORM}-prod-shared`;
const NAMESPACE = `${PLATFORM}-prod`;
const ACCOUNT = { kind: 'ServiceAccount', name: 'deployer', namespace: 'accounts' };
const RBAC = 'rbac.authorization.k8s.io';

const project: Reference = {
  ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject' },
  ...{ namespace: 'argocd', name: NAMESPACE },
};
const secret: Reference = {
  ...{ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret' },
  ...{ namespace: NAMESPACE, name: 'jfrog-docker-pull' },
};

interface Project {
  readonly spec: {
    readonly namespaceResourceWhitelist: readonly { readonly group: string }[];
    readonly destinationServiceAccounts?: readonly object[];
  };
}

/** What an administrator makes: the account, and its rights in the one namespace. */
const account: readonly KubeObject[] = [
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: ACCOUNT.namespace } },
  { apiVersion: 'v1', kind: ACCOUNT.kind, metadata: { name: ACCOUNT.name, namespace: ACCOUNT.namespace } },
];
const rights = (groups: readonly string[]): readonly KubeObject[] => {
  const metadata = { name: ACCOUNT.name, namespace: NAMESPACE };
  const rules = [{ apiGroups: groups, resources: ['*'], verbs: ['*'] }];
  const roleRef = { apiGroup: RBAC, kind: 'Role', name: ACCOUNT.name };
  return [
    { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata, rules },
    { apiVersion: `${RBAC}/v1`, kind: 'RoleBinding', metadata, roleRef, subjects: [ACCOUNT] },
  ];
};

const asAccount = (fleet: Fleet): Fleet => ({
  ...fleet,
  platforms: fleet.platforms.map((platform) =>
    platform.name === PLATFORM
      ? { ...platform, project: { ...platform.project, syncAs: `${ACCOUNT.namespace}:${ACCOUNT.name}` } }
      : platform,
  ),
});

export const syncAs: Scenario = {
  name: 'sync-as',
  shows:
    'A platform that says syncAs is synced as that account: refused what the account may not, synced when it may; all others go on as before',
  lane: PLATFORM,
  sabotage: {
    what: 'the Application waits for a person',
    file: /Application-bookverse-prod-shared\.yaml$/,
    find: / {4}automated:\n(?: {6}.*\n)+/,
    replace: '',
  },
  async run(world) {
    const { plane, repository, view } = world;
    const { api } = plane;
    const asBefore = remember(world, PLATFORM);
    act(`kubectl create serviceaccount ${ACCOUNT.name}: it may nothing`);
    for (const object of account) await api.apply(object);
    const commit = await repository.commit(`${PLATFORM} is synced as an account of its own`, () => {
      repository.editFleet(asAccount);
    });
    const accounts = async (): Promise<number> =>
      (await api.get<Project>(project)).spec.destinationServiceAccounts?.length ?? 0;
    await until('accounts of the project', accounts, (seen) => seen === 1);
    const enabled = async (): Promise<string> =>
      (
        await api.get<{ data: Readonly<Record<string, string>> }>({
          ...{ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'argocd', name: 'argocd-cm' },
        })
      ).data['application.sync.impersonation.enabled'] ?? 'false';
    await until('impersonation', enabled, (seen) => seen === 'true');

    const back = repository.through(
      objectFilter(/bookverse\/prod\/shared\/ExternalSecret-/, ({ spec }) => (spec['refreshInterval'] = '2h')),
    );
    await repository.commit('A secret is read every two hours');
    const told = (): string =>
      (named(view.applications, APP).status?.operationState?.syncResult?.resources ?? [])
        .map(({ message }) => message)
        .join('; ');
    const user = `User "system:serviceaccount:${ACCOUNT.namespace}:${ACCOUNT.name}" cannot`;
    await until(APP, told, (seen) => seen.includes(user), { seconds: 60 });
    const interval = async (): Promise<string> =>
      (await api.get<{ spec: { refreshInterval: string } }>(secret)).spec.refreshInterval;
    expect('how often it is read', (await interval()) === '2h', false);

    const { spec } = await api.get<Project>(project);
    const granted = rights([...new Set(spec.namespaceResourceWhitelist.map(({ group }) => group))]);
    act('kubectl create role, rolebinding: what the project allows');
    for (const object of granted) await api.apply(object);
    await until('how often it is read', interval, (seen) => seen === '2h', { seconds: 90 });
    const state = (): string => stateOfNamed(view.applications, APP);
    await until(APP, state, (seen) => seen === 'Synced/Healthy/Succeeded');

    back();
    await repository.commit('A secret is read as before');
    await until('how often it is read', interval, (seen) => seen !== '2h');
    if (commit) await repository.revert(commit, `${PLATFORM} is synced as an account of its own`);
    await until('accounts of the project', accounts, (seen) => seen === 0);
    await until('impersonation', enabled, (seen) => seen === 'false');
    for (const object of [...granted, ...account].reverse()) await api.delete(referenceOf(object));
    await asBefore();
  },
};
