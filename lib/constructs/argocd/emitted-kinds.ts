import { ApiObject, Chart } from 'cdk8s';
import type { Construct } from 'constructs';

interface ClusterKind {
  readonly group: string;
  readonly kind: string;
  readonly name: string;
}

interface EmittedKinds {
  /** Cluster-scoped objects, each by name: a platform may make its own namespaces, and no other. */
  readonly cluster: readonly ClusterKind[];
  readonly namespaced: readonly { readonly group: string; readonly kind: string }[];
}

const byText = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/**
 * The kinds of all objects below `scope` that its own Applications sync, so that its AppProject allows exactly those.
 * @param except the chart of the Applications themselves, which another project syncs
 */
export function emittedKinds(scope: Construct, except: Chart): EmittedKinds {
  const cluster = new Map<string, ClusterKind>();
  const namespaced = new Map<string, { group: string; kind: string }>();
  for (const object of scope.node.findAll()) {
    if (!ApiObject.isApiObject(object)) continue;
    const chart = Chart.of(object);
    if (chart === except || chart.node.id === 'argocd') continue;
    const { kind } = object;
    // cdk8s calls the core group `core`; Kubernetes and Argo CD call it nothing.
    const group = object.apiVersion.includes('/') ? object.apiGroup : '';
    // `cluster/` is the only home of cluster-scoped kinds.
    if (chart.node.id === 'cluster') cluster.set(`${group}/${kind}/${object.name}`, { group, kind, name: object.name });
    else namespaced.set(`${group}/${kind}`, { group, kind });
  }
  return { cluster: [...cluster.values()].sort(byText), namespaced: [...namespaced.values()].sort(byText) };
}
