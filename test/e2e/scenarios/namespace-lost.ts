import { summary } from '../harness/applications.ts';
import { act } from '../harness/log.ts';
import { applicationsOf } from '../harness/removal.ts';
import type { Scenario } from '../harness/scenario.ts';
import { Unmet, until } from '../harness/until.ts';
import { isDone } from '../plane/argocd.ts';
import type { Rollout } from '../plane/kinds.ts';

const ENVIRONMENT = 'traffic-tacos-dev';
const NAMESPACE = { apiVersion: 'v1', kind: 'Namespace', name: 'tacos-dev' };

export const namespaceLost: Scenario = {
  name: 'namespace-lost',
  shows: 'A namespace is deleted by hand with all that runs in it: Argo CD brings everything back from git by itself',
  lane: 'traffic-tacos',
  sabotage: {
    what: 'the Application of the Namespace does not heal itself',
    file: /Application-traffic-tacos-dev-cluster\.yaml$/,
    find: 'selfHeal: true',
    replace: 'selfHeal: false',
  },
  async run(world) {
    const { plane, view } = world;
    const inside = (): readonly Rollout[] =>
      view.rollouts.list().filter(({ metadata }) => metadata.namespace === NAMESPACE.name);
    const before = inside().map(({ metadata }) => metadata.name);
    if (before.length === 0) throw new Unmet(`nothing runs in ${NAMESPACE.name} that could be lost`);
    const start = Date.now();
    const lost = new Set(inside().map(({ metadata }) => metadata['uid']));
    act(`kubectl delete namespace ${NAMESPACE.name}`);
    await plane.api.delete(NAMESPACE);
    const back = (): string => {
      const well = inside().filter(({ metadata, status }) => !lost.has(metadata['uid']) && status?.phase === 'Healthy');
      return `${String(well.length)} of ${String(before.length)} Rollouts are back`;
    };
    const wanted = `${String(before.length)} of ${String(before.length)} Rollouts are back`;
    await until(NAMESPACE.name, back, (seen) => seen === wanted, { seconds: 150 });
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
