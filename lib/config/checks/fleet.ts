import { argocdClusterOf, OWN_CLUSTER } from '../../model/argocd-place.ts';
import type { Fleet } from '../../model/fleet.ts';
import type { DataReport } from './data-report.ts';
import { GROUP } from './project.ts';
import { checkSettings } from './settings.ts';

const URL_OF_PROMETHEUS = /^https?:\/\/[^\s/]+\S*$/;
const NO_SPACE = /^\S+$/;

function checkClusters(fleet: Fleet, report: DataReport): void {
  report.entries('clusters', fleet.clusters, (name, cluster, at) => {
    report.form(at, name, NO_SPACE, 'a name without spaces');
    report.form(
      `${at}.prometheusUrl`,
      cluster.prometheusUrl,
      URL_OF_PROMETHEUS,
      'an address like http://prometheus.monitoring.svc:9090',
    );
    report.label(`${at}.monitoringNamespace`, cluster.monitoringNamespace);
    report.entries(`${at}.monitorLabels`, cluster.monitorLabels, (_, value, field) => report.text(field, value));
    report.label(`${at}.gateway.name`, cluster.gateway.name);
    if (cluster.server !== undefined)
      report.form(`${at}.server`, cluster.server, /^https:\/\/[^\s*?[{]+$/, 'an address like https://203.0.113.7:6443');
    report.label(`${at}.gateway.namespace`, cluster.gateway.namespace);
    report.label(`${at}.gatewayPodNamespace`, cluster.gatewayPodNamespace);
    report.label(`${at}.ingressNamespace`, cluster.ingressNamespace);
    report.label(`${at}.secretStore`, cluster.secretStore);
  });
  const argocdCluster = argocdClusterOf(fleet);
  if (argocdCluster === OWN_CLUSTER.name || Object.hasOwn(fleet.clusters, argocdCluster)) return;
  report.unknown(
    'argocdCluster',
    'cluster/unknown',
    'a cluster of the fleet',
    argocdCluster,
    Object.keys(fleet.clusters),
  );
}

/** Repository, revision, Argo CD's own place, and the clusters. */
export function checkFleet(fleet: Fleet, report: DataReport): void {
  report.form('repository', fleet.repository, NO_SPACE, 'the address of a git repository');
  report.form('revision', fleet.revision, NO_SPACE, 'the name of a branch or tag');
  if (fleet.argocdNamespace !== undefined) report.label('argocdNamespace', fleet.argocdNamespace);
  report.items('administrators', fleet.administrators, (group, at) =>
    report.form(at, group, GROUP, 'a group without commas and quotes'),
  );
  report.distinct('administrators', fleet.administrators);
  if (fleet.argocdSettings !== undefined) checkSettings(fleet.argocdSettings, report);
  checkClusters(fleet, report);
}
