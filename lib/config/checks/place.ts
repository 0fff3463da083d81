import { argocdClusterOf, argocdNamespaceOf } from '../../model/argocd-place.ts';
import type { Fleet } from '../../model/fleet.ts';
import type { Place } from '../../model/project.ts';
import type { DataReport } from './data-report.ts';

const OF_KUBERNETES = /^(default|kube-.*)$/;

/** Whether a namespace of a cluster may be a platform's own. @param at field of the place, ending in a dot; `''` at the top */
export function checkPlace(fleet: Fleet, { cluster, namespace }: Place, at: string, report: DataReport): void {
  if (!Object.hasOwn(fleet.clusters, cluster)) {
    const otherwise = 'add it to clusters in environments/index.ts';
    report.unknown(
      `${at}cluster`,
      'cluster/unknown',
      'a cluster of the fleet',
      cluster,
      Object.keys(fleet.clusters),
      otherwise,
    );
  }
  if (!report.label(`${at}namespace`, namespace)) return;
  const ofArgoCd = cluster === argocdClusterOf(fleet) && namespace === argocdNamespaceOf(fleet);
  if (ofArgoCd || OF_KUBERNETES.test(namespace)) {
    report.add(`${at}namespace`, {
      code: 'namespace/reserved',
      message: `must be a namespace of its own, ${namespace} belongs to ${ofArgoCd ? 'Argo CD' : 'Kubernetes'}`,
      fix: 'choose another one: everything that no service allows is denied in it',
    });
  }
}
