import { summary } from '../harness/applications.ts';
import { act } from '../harness/log.ts';
import { applicationsOf } from '../harness/removal.ts';
import type { Scenario } from '../harness/scenario.ts';
import { until } from '../harness/until.ts';
import { isDone } from '../plane/argocd.ts';

const ENVIRONMENT = 'traffic-tacos-staging';
const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', name: 'tacos-staging' };

interface Pod {
  readonly metadata: { readonly uid: string };
  readonly status?: { readonly phase?: string };
}

export const namespaceLost: Scenario = {
  name: 'namespace-lost',
  shows: 'A namespace is deleted by hand with all that runs in it: Argo CD brings everything back from git by itself',
  lane: 'backup',
  sabotage: {
    what: 'the Application of the Namespace does not heal itself',
    file: /Application-traffic-tacos-staging-cluster\.yaml$/,
    find: 'selfHeal: true',
    replace: 'selfHeal: false',
  },
  async run(world) {
    const { api } = world.plane;
    const running = async (): Promise<string[]> =>
      (await api.list<Pod>('v1', 'Pod', NAMESPACE.name))
        .filter(({ status }) => status?.phase === 'Running')
        .map(({ metadata }) => metadata.uid);
    const before = await running();
    const start = Date.now();
    act(`kubectl delete namespace ${NAMESPACE.name}`);
    await api.delete(NAMESPACE);
    const back = async (): Promise<string> => {
      const all = await running().catch(() => []);
      return `${String(all.filter((uid) => !before.includes(uid)).length)} new pods`;
    };
    await until(NAMESPACE.name, back, (seen) => seen === `${String(before.length)} new pods`, { seconds: 150 });
    const own = () => applicationsOf(world, ENVIRONMENT);
    await until(
      ENVIRONMENT,
      () => summary(own()),
      () => own().every(isDone),
      { seconds: 120 },
    );
    const value = (Date.now() - start) / 1000;
    world.figures.push({ name: 'a namespace that was deleted, back from git (10 minutes allowed)', value, unit: 's' });
  },
};
