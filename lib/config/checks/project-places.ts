import { argocdClusterOf, argocdNamespaceOf } from '../../model/argocd-place.ts';
import type { ProjectRules } from '../../model/project.ts';
import { checkPlace } from './place.ts';
import { isActive, type PlatformSubject } from './subject.ts';

const GROUP = /^(\*|[a-z0-9.-]*)$/;
const KIND = /^(\*|[A-Z][A-Za-z0-9]*)$/;
/** Letters of a name, and those of a glob. */
const NAME = /^[a-z0-9.*?![\]{},-]+$/;
const ACCOUNT = /^(?:[a-z0-9](?:[-a-z0-9]*[a-z0-9])?:)?[a-z0-9](?:[-.a-z0-9]*[a-z0-9])?$/;

type Subject = PlatformSubject & { readonly project: ProjectRules };

/** Kinds beyond those that the platform's own manifests have. Whether there are such kinds, constructs know. */
export function checkKinds({ project, report }: Subject): void {
  for (const list of ['alsoNamespaced', 'alsoCluster'] as const) {
    const also = project[list];
    if (also === undefined) continue;
    report.text(`project.${list}.reason`, also.reason);
    report.items(`project.${list}.kinds`, also.kinds, ({ group, kind }, at) => {
      report.form(`${at}.group`, group, GROUP, "an API group, '' for the core group");
      report.form(`${at}.kind`, kind, KIND, 'a kind like ConfigMap');
    });
  }
}

export function checkOrphans({ project: { reportOrphans, ignoreOrphans }, report }: Subject): void {
  const given = reportOrphans ?? false;
  if (typeof given !== 'boolean') report.wrong('project.reportOrphans', 'true or false', given);
  if (ignoreOrphans === undefined) return;
  if (!given) {
    report.add('project.ignoreOrphans', {
      code: 'project/orphans-not-reported',
      message: 'must go with reportOrphans: true, got none of it',
      fix: 'report orphans, or leave the exceptions out',
    });
  }
  report.text('project.ignoreOrphans.reason', ignoreOrphans.reason);
  report.items('project.ignoreOrphans.objects', ignoreOrphans.objects, ({ group, kind, name }, at) => {
    report.form(`${at}.group`, group, GROUP, "an API group, '' for the core group");
    report.form(`${at}.kind`, kind, KIND, 'a kind like ConfigMap');
    if (name !== undefined) report.form(`${at}.name`, name, NAME, 'a name, or a glob like *-lock');
  });
}

/** Further places that a project has something to do with: namespaces of leaving environments, of Applications. */
export function checkPlaces({ fleet, project, report }: Subject): void {
  const { alsoNamespaces, sourceNamespaces } = project;
  if (alsoNamespaces !== undefined) {
    report.text('project.alsoNamespaces.reason', alsoNamespaces.reason);
    report.items('project.alsoNamespaces.namespaces', alsoNamespaces.namespaces, (place, at) => {
      checkPlace(fleet, place, `${at}.`, report);
    });
  }
  if (sourceNamespaces === undefined) return;
  report.text('project.sourceNamespaces.reason', sourceNamespaces.reason);
  const field = 'project.sourceNamespaces.namespaces';
  report.items(field, sourceNamespaces.namespaces, (namespace, at) => {
    report.label(at, namespace);
    const ofArgoCd = namespace === argocdNamespaceOf(fleet);
    if (!ofArgoCd && !/^(default|kube-.*)$/.test(namespace)) return;
    report.add(at, {
      code: 'namespace/reserved',
      message: `must be a namespace of its own, ${namespace} belongs to ${ofArgoCd ? 'Argo CD' : 'Kubernetes'}`,
      fix: ofArgoCd ? 'leave it out: Applications may always be there' : 'choose another one',
    });
  });
  report.distinct(field, sourceNamespaces.namespaces);
}

/** Argo CD looks for the account by the address of the cluster. */
export function checkSyncAs({ fleet, platform, project: { syncAs }, report }: Subject): void {
  if (syncAs === undefined) return;
  report.form('project.syncAs', syncAs, ACCOUNT, 'the name of a ServiceAccount, or namespace:name');
  const own = argocdClusterOf(fleet);
  const places = [
    ...platform.environments.filter(isActive).map(({ cluster }) => cluster),
    ...(platform.project?.alsoNamespaces?.namespaces ?? []).map(({ cluster }) => cluster),
  ];
  // One that is not there is noted where it is named.
  const without = places.find((name) => {
    const cluster = Object.hasOwn(fleet.clusters, name) ? fleet.clusters[name] : undefined;
    return name !== own && cluster !== undefined && cluster.server === undefined;
  });
  if (without === undefined) return;
  report.add('project.syncAs', {
    code: 'cluster/no-server',
    message: `must be for clusters whose address is known, got ${without} without`,
    fix: `add server to ${without} in environments/index.ts`,
  });
}
