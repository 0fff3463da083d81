import { built } from '../build/cache.ts';
import { inTurns } from '../harness/parallel.ts';
import { until } from '../harness/until.ts';
import type { Api, Reference } from './api.ts';
import type { ControlPlane } from './control-plane.ts';
import { installation } from './installation.ts';
import type { Application } from './kinds.ts';

const NAMESPACE: Reference = { apiVersion: 'v1', kind: 'Namespace', name: 'argocd' };
const ARGO = 'argoproj.io/v1alpha1';

const componentsOf = ({ processes }: ControlPlane): string[] =>
  [...processes.pids().keys()].filter((name) => name === 'redis' || name.startsWith('argocd-'));

/** Nobody is left who would do what these ask for: delete what an Application has made. */
async function withoutFinalizers(api: Api, kind: string): Promise<void> {
  const objects = await api.list<Application>(ARGO, kind, 'argocd');
  await inTurns(objects, ({ metadata: { name } }) =>
    api.merge({ apiVersion: ARGO, kind, namespace: 'argocd', name }, { metadata: { finalizers: null } }),
  );
}

/** Argo CD is gone, with its namespace and everything in it. Answers how to install it again, as bare as it was at first. */
export async function loseArgoCd(plane: ControlPlane): Promise<() => Promise<void>> {
  const { api, processes } = plane;
  const components = componentsOf(plane);
  await Promise.all(components.map((name) => processes.stop(name)));
  for (const kind of ['ApplicationSet', 'Application', 'AppProject']) await withoutFinalizers(api, kind);
  await api.delete(NAMESPACE);
  const gone = async (): Promise<boolean> => (await api.find(NAMESPACE)) === undefined;
  await until('the namespace argocd', gone, (seen) => seen, {
    show: (seen) => (seen ? 'is gone' : 'is being deleted'),
  });
  return async () => {
    const objects = installation(built('gateway-plugin'));
    for (const space of objects.filter(({ kind }) => kind === 'Namespace')) await api.apply(space);
    await inTurns(objects, (object) => api.apply(object));
    const [first, ...rest] = components.sort((name) => (name === 'redis' ? -1 : 1));
    if (first !== undefined) await processes.again(first);
    await Promise.all(rest.map((name) => processes.again(name)));
  };
}
