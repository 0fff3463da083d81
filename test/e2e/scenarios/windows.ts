import { agendasOf } from '../../../lib/argocd/windows/agendas.ts';
import type { SyncWindow } from '../../../lib/argocd/windows/window.ts';
import { stateOfNamed } from '../harness/applications.ts';
import { manifestAt } from '../harness/dist.ts';
import { filesOf } from '../harness/expected.ts';
import { act } from '../harness/log.ts';
import { applicationsOf, remember } from '../harness/removal.ts';
import { objectFilter } from '../harness/repository.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, holds, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import { ApiError, type Reference } from '../plane/api.ts';

const PLATFORM = 'traffic-tacos';
const APP = `${PLATFORM}-dev-shared`;
const PROJECT = `${PLATFORM}/argocd/AppProject-${PLATFORM}.yaml`;
const secret: Reference = {
  ...{ apiVersion: 'external-secrets.io/v1', kind: 'ExternalSecret' },
  ...{ namespace: 'tacos-dev', name: 'gateway-api' },
};
/** Open at every moment. */
const shut: SyncWindow = {
  ...{ kind: 'deny', schedule: '0 0 * * *', duration: '25h', timeZone: 'Etc/UTC', manualSync: false },
  ...{ clusters: ['in-cluster'], namespaces: ['tacos-dev'], andOperator: true, description: 'closed for the proof' },
};

interface Windowed {
  readonly spec: { readonly syncWindows?: readonly SyncWindow[] };
}

const project: Reference = {
  ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'AppProject', namespace: 'argocd', name: PLATFORM },
};

const windowsInCluster = async ({ plane: { api } }: World): Promise<number> =>
  (await api.get<Windowed>(project)).spec.syncWindows?.length ?? 0;

/** Whether Argo CD's API server says of each Application of the platform what `argosy windows` says. */
async function saysTheSame(world: World): Promise<void> {
  const { repository, argocd } = world;
  const ours = new Map(
    agendasOf(filesOf(repository.manifests())).map(({ application, agenda }) => [
      application.metadata.name,
      agenda.at(Date.now()).manual,
    ]),
  );
  const names = applicationsOf(world, PLATFORM).map(({ metadata }) => metadata.name);
  const theirs = await Promise.all(names.map((name) => argocd.canSync(name)));
  expect(
    'Applications that a person may sync now',
    names.filter((_, index) => theirs[index]),
    names.filter((name) => ours.get(name)),
  );
}

export const windows: Scenario = {
  name: 'windows',
  shows:
    'A deny window holds what Argo CD would sync, and a person too; Argo CD says of every Application what argosy windows says; the commit that opens it gets through, and then the one that was held',
  lane: PLATFORM,
  sabotage: {
    what: 'the Application behind the window waits for a person',
    file: /Application-traffic-tacos-dev-shared\.yaml$/,
    find: / {4}automated:\n(?: {6}.*\n)+/,
    replace: '',
  },
  async run(world) {
    const { plane, repository, argocd, dist, view } = world;
    const asBefore = remember(world, `${PLATFORM}-dev`);
    const { syncWindows = [] } = (manifestAt(dist, PROJECT) as unknown as Windowed).spec;
    const open = repository.through(
      objectFilter(/AppProject-traffic-tacos\.yaml$/, ({ spec }) => (spec['syncWindows'] = [...syncWindows, shut])),
    );
    await repository.commit('No deployments in development of traffic-tacos');
    const count = (): Promise<number> => windowsInCluster(world);
    await until('windows of the project', count, (seen) => seen === syncWindows.length + 1);
    await saysTheSame(world);

    const back = repository.through(
      objectFilter(/tacos\/dev\/shared\/ExternalSecret-gateway-api/, ({ spec }) => (spec['refreshInterval'] = '2h')),
    );
    await repository.commit('A secret is read every two hours');
    const state = (): string => stateOfNamed(view.applications, APP);
    await until(APP, state, (seen) => seen.startsWith('OutOfSync'));
    const interval = async (): Promise<string> =>
      (await plane.api.get<{ spec: { refreshInterval: string } }>(secret)).spec.refreshInterval;
    const before = await interval();
    await holds('how often it is read', interval, (seen) => seen === before, { seconds: 15 });
    act(`argocd app sync ${APP}`);
    const refused = await argocd.sync(APP).then(
      () => 'done',
      (error: unknown) => (error instanceof ApiError ? error.message : String(error)),
    );
    expect('what a person is told', refused, 'cannot sync: blocked by sync window');

    open();
    await repository.commit('Deployments in development again');
    await until('windows of the project', count, (seen) => seen === 0);
    // A window that closes is no event: Argo CD sees it when it looks again.
    act(`argocd app get --refresh ${APP}`);
    await argocd.refresh(APP);
    await until('how often it is read', interval, (seen) => seen === '2h');

    back();
    await repository.commit('A secret is read as before');
    await until('how often it is read', interval, (seen) => seen === before);
    await asBefore();
  },
};
