import type { KubeObject } from '../../../lib/model/synthesis.ts';
import { named, restless, stateOfNamed } from '../harness/applications.ts';
import { type Manifest, manifestAt } from '../harness/dist.ts';
import { act } from '../harness/log.ts';
import { applicationsOf, remaining, remember } from '../harness/removal.ts';
import type { Block } from '../harness/repository.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, holds, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import { referenceOf } from '../plane/api.ts';
import type { Application } from '../plane/kinds.ts';

const PLATFORM = 'bookverse';
const PROJECT = 'bookverse-prod';
const FOLDER = 'bookverse/prod';
/** First words of the Applications of the environment. */
const OWN = 'bookverse-prod';
const STRANGER = 'https://github.com/somebody/else.git';

/** Objects that an AppProject does not permit, in folders of their own. */
const OBJECTS: readonly Manifest[] = (
  [
    [
      'kinds',
      { apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole', metadata: { name: 'all' }, rules: [] },
    ],
    ['kinds', { apiVersion: 'v1', kind: 'LimitRange', metadata: { name: 'none', namespace: 'bookverse-prod' } }],
    ['place', { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: 'spy', namespace: 'kube-system' } }],
  ] satisfies (readonly [string, KubeObject])[]
).map(([folder, object]) => ({ path: `${FOLDER}/${folder}/${object.kind}.yaml`, object }));

/** What each bad Application is told, as a condition or as the message of its sync. */
const TOLD: Readonly<Record<string, string>> = {
  elsewhere: `InvalidSpecError: application destination server 'in-cluster' and namespace 'kube-system' do not match any of the allowed destinations in project '${PROJECT}'`,
  stranger: `InvalidSpecError: application repo ${STRANGER} is not permitted in project '${PROJECT}'`,
  kinds: `resource :LimitRange is not permitted in project ${PROJECT}; resource rbac.authorization.k8s.io:ClusterRole is not permitted in project ${PROJECT}`,
  place: `namespace kube-system is not permitted in project '${PROJECT}'`,
};

const CHANGES: Readonly<Record<string, (spec: { destination: Block; source: Block }) => void>> = {
  elsewhere: ({ destination }) => (destination['namespace'] = 'kube-system'),
  stranger: ({ source }) => (source['repoURL'] = STRANGER),
  kinds: ({ source }) => (source['path'] = `dist/${FOLDER}/kinds`),
  place: ({ source }) => (source['path'] = `dist/${FOLDER}/place`),
};

/** Copies of a good Application, each with one thing that its project does not permit. */
const badApplications = (dist: readonly Manifest[]): Manifest[] =>
  Object.entries(CHANGES).map(([name, change]) => {
    const path = `${FOLDER}/argocd/Application-${OWN}`;
    const good = structuredClone(manifestAt(dist, `${path}-shared.yaml`)) as KubeObject & {
      spec: { destination: Block; source: Block };
    };
    // Those of production ask before they go; these are to go by themselves.
    const annotations = { 'argocd.argoproj.io/sync-wave': '5' };
    const object = { ...good, metadata: { ...good.metadata, annotations, name: `${OWN}-${name}` } };
    change(object.spec);
    return { path: `${path}-${name}.yaml`, object };
  });

const said = ({ status }: Application): string =>
  [...(status?.conditions ?? []).map(({ type, message }) => `${type}: ${message}`), status?.operationState?.message]
    .filter(Boolean)
    .join('; ');

/** Whether all others are at rest, and the Application that made the bad ones takes what is committed next. */
async function othersGoOn(world: World): Promise<void> {
  const { repository, view } = world;
  const bad = Object.keys(TOLD).map((name) => `${OWN}-${name}`);
  const others = (): string =>
    restless(applicationsOf(world, PLATFORM).filter(({ metadata: { name } }) => !bad.includes(name))).join('\n');
  await until('all others', others, (seen) => seen === '', { seconds: 240, show: (seen) => seen || 'at rest' });
  await holds('all others at rest', others, (seen) => seen === '', { seconds: 10 });

  const file = `${FOLDER}/argocd/Application-${OWN}-shared.yaml`;
  const object = manifestAt(repository.manifests(), file);
  const changed = { ...object, metadata: { ...object.metadata, labels: { changed: 'later' } } };
  const commit = await repository.smuggle('A label for an Application beside the bad ones', [
    { path: file, object: changed },
  ]);
  const label = (): string => named(view.applications, `${OWN}-shared`).metadata.labels?.['changed'] ?? 'none';
  await until('its label', label, (seen) => seen === 'later');
  await repository.revert(commit, 'the label');
  await until('its label', label, (seen) => seen === 'none');
}

export const refusals: Scenario = {
  name: 'refusals',
  shows:
    'An Application outside its project’s destinations or sources, or with an object of another kind or namespace, is refused in Argo CD’s documented words; all others go on',
  lane: PLATFORM,
  sabotage: {
    what: 'the AppProject permits every namespace',
    file: /bookverse\/argocd\/AppProject-bookverse-prod\.yaml$/,
    find: '      namespace: bookverse-prod\n',
    replace: '      namespace: "*"\n',
  },
  async run(world) {
    const { plane, repository, argocd, view } = world;
    const asBefore = remember(world, PLATFORM);
    const bad = [...badApplications(repository.manifests()), ...OBJECTS];
    const commit = await repository.smuggle('Applications that AppProject bookverse-prod does not permit', bad);
    for (const [name, words] of Object.entries(TOLD)) {
      const seen = (): string => said(view.applications.get(`${OWN}-${name}`, 'argocd') ?? ({} as Application));
      await until(`${OWN}-${name}`, seen, (text) => text.includes(words));
    }
    await othersGoOn(world);
    const made = OBJECTS.map(({ object }) => referenceOf(object));
    expect('what was made of it', await remaining(plane.api, made), []);

    await repository.revert(commit, 'what AppProject bookverse-prod does not permit');
    // Argo CD deletes no Application while it tries to sync it again.
    for (const name of ['kinds', 'place'])
      if (stateOfNamed(view.applications, `${OWN}-${name}`).endsWith('/Running')) {
        act(`argocd app terminate-op ${OWN}-${name}`);
        await argocd.terminate(`${OWN}-${name}`);
      }
    await asBefore();
  },
};
