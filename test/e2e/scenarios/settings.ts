import { restless, stateOfNamed } from '../harness/applications.ts';
import { act } from '../harness/log.ts';
import { applicationsOf } from '../harness/removal.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, holds, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import type { Reference } from '../plane/api.ts';
import { application } from '../plane/argocd.ts';

const PLATFORM = 'bookverse';
const SHARED = 'bookverse-prod-shared';
const STRAY = 'stray';
const project: Reference = {
  ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject' },
  ...{ namespace: 'argocd', name: 'bookverse-prod' },
};

/** Only our keys are in git; those of the installation are as they were. */
async function areMerged({ plane: { api } }: World): Promise<void> {
  const { data } = await api.get<{ data: Readonly<Record<string, string>> }>({
    ...{ apiVersion: 'v1', kind: 'ConfigMap', namespace: 'argocd', name: 'argocd-cm' },
  });
  const wanted = ['resource.customizations.health.argoproj.io_Application', 'resource.exclusions'];
  expect(
    'keys of argocd-cm',
    wanted.filter((key) => key in data),
    wanted,
  );
}

/** What the settings exclude is left out of a sync, and only a condition says so: no such kind is even known here. */
async function excludedIsLeftOut({ repository, view }: World): Promise<void> {
  const object = {
    ...{ apiVersion: 'acme.cert-manager.io/v1', kind: 'Order', metadata: { name: STRAY, namespace: 'bookverse-prod' } },
    spec: {},
  };
  const commit = await repository.smuggle('a kind that is excluded', [
    { path: 'bookverse/prod/shared/Order.yaml', object },
  ]);
  const told = (): string => {
    const { conditions = [], sync } = view.applications.get(SHARED, 'argocd')?.status ?? {};
    return `${sync?.status ?? '-'} ${conditions.map(({ type, message }) => `${type}: ${message}`).join('; ')}`;
  };
  const wanted = `Synced ExcludedResourceWarning: Resource acme.cert-manager.io/Order ${STRAY} is excluded in the settings`;
  await until(SHARED, told, (seen) => seen === wanted, { seconds: 60 });
  await repository.revert(commit, 'a kind that is excluded');
  await until(SHARED, told, (seen) => seen === 'Synced ', { seconds: 60 });
}

/** Whoever forgets the project gets nothing. */
async function defaultIsLocked({ plane: { api }, repository, view }: World): Promise<void> {
  act('kubectl apply: an Application in the project default');
  await api.apply({
    ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Application', metadata: { name: STRAY, namespace: 'argocd' } },
    spec: {
      project: 'default',
      destination: { name: 'in-cluster', namespace: 'default' },
      source: { repoURL: repository.address, targetRevision: 'HEAD', path: 'dist/bookverse/prod/shared' },
    },
  });
  const told = (): string =>
    (view.applications.get(STRAY, 'argocd')?.status?.conditions ?? []).map(({ message }) => message).join('; ');
  await until(STRAY, told, (seen) => seen.includes("is not permitted in project 'default'"), { seconds: 60 });
  await api.delete(application(STRAY));
  const gone = (): boolean => view.applications.get(STRAY, 'argocd') === undefined;
  await until(`${STRAY} is gone`, gone, (seen) => seen);
}

/** Argo CD writes into a project what tokens were made. Git says nothing of them, and so it is no drift: no rule is needed. */
async function tokensAreNoDrift(world: World): Promise<void> {
  const { plane, argocd, view } = world;
  const operation = (): unknown => view.applications.get(PLATFORM, 'argocd')?.status?.operationState?.startedAt;
  const before = operation();
  act(`argocd proj role create-token ${project.name} release`);
  await argocd.createToken(project.name, 'release');
  const tokens = async (): Promise<number> => {
    const { spec } = await plane.api.get<{ spec: { roles: readonly { jwtTokens?: readonly unknown[] }[] } }>(project);
    return spec.roles.flatMap(({ jwtTokens = [] }) => jwtTokens).length;
  };
  await until('tokens in the project', tokens, (seen) => seen === 1);
  await argocd.refresh(PLATFORM);
  const state = async (): Promise<string> =>
    `${stateOfNamed(view.applications, PLATFORM)}, ${operation() === before ? 'not synced' : 'synced'}, ${String(await tokens())} token`;
  await holds(PLATFORM, state, (seen) => seen === 'Synced/Healthy/Succeeded, not synced, 1 token', { seconds: 15 });
}

export const settings: Scenario = {
  name: 'settings',
  shows:
    'The settings in git are in force beside those of the installation: a kind that is excluded is left out, the project default permits nothing, and a token that somebody makes is no drift',
  lane: PLATFORM,
  sabotage: {
    what: 'the project default permits every repository',
    file: /argocd\/AppProject-default\.yaml$/,
    find: 'sourceRepos: []',
    replace: "sourceRepos: ['*']",
  },
  async run(world) {
    await areMerged(world);
    await excludedIsLeftOut(world);
    await defaultIsLocked(world);
    await tokensAreNoDrift(world);
    const left = (): string => restless(applicationsOf(world, PLATFORM)).join('\n');
    await until(PLATFORM, left, (seen) => seen === '');
  },
};
