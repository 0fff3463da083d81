import {
  AppProject,
  type AppProjectSpec,
  type AppProjectSpecDestinationServiceAccounts,
  type AppProjectSpecOrphanedResources,
} from '@cdk8s/argo';
import { Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { OWN_CLUSTER } from '../model/argocd-place.ts';
import type { Cluster } from '../model/fleet.ts';
import { ProblemError } from '../model/issue.ts';
import { checkedName } from '../model/name.ts';
import type { Subscriptions } from '../model/notification/notification.ts';
import type { Delivery } from '../model/delivery.ts';
import type { Routing } from '../model/platform.ts';
import type { GroupKind, OrphanException, Place, ProjectRules } from '../model/project.ts';
import type { SyncWindow } from '../model/sync.ts';
import { addApplicationSet, type Member } from './argocd/application-set/application-set.ts';
import { emittedKinds } from './argocd/emitted-kinds.ts';
import { checkedKinds } from './argocd/known-kinds.ts';
import { subscribed } from './argocd/subscriptions.ts';
import { projectRoles } from './argocd/roles.ts';
import { syncWindows } from './argocd/windows.ts';
import { CLUSTER_CONTEXT } from '../model/context.ts';
import { platformLabels } from './labels.ts';
import { Manifest, type PlainManifest } from './manifest.ts';
import { wave } from './sync-options.ts';

export interface PlatformProjectProps {
  /** What the platform is, in a sentence. */
  readonly description: string;
  /** Git repository that holds `dist/`. */
  readonly repository: string;
  /** Branch or tag that Argo CD follows. @default 'main' */
  readonly revision?: string;
  /** Namespace of Argo CD. @default 'argocd' */
  readonly argocdNamespace?: string;
  /** Name of the cluster that Argo CD runs in. @default 'in-cluster' */
  readonly argocdCluster?: string;
  /** Clusters by name, for rules with `syncAs`. @default - only the one that Argo CD runs in is known */
  readonly clusters?: Readonly<Record<string, Pick<Cluster, 'server'>>>;
  /** AppProject of the Applications that create Applications; administrators only. @default 'root' */
  readonly controlProject?: string;
  /** How the outside reaches its services. @default - Gateway API */
  readonly routing?: Routing;
  /** Who hears of its Applications and Rollouts. @default - nobody */
  readonly notify?: Subscriptions;
  /** How the Applications of its parts come to be. @default - explicit: one file for each */
  readonly delivery?: Delivery;
  /** Who may do what, from where, with which kinds. @default - strict: its own kinds, namespaces and repository */
  readonly rules?: ProjectRules;
}

/** What an environment adds to its platform's AppProject. */
export interface Admission {
  readonly cluster: string;
  readonly namespaces: readonly string[];
  readonly repositories: readonly string[];
  readonly windows: readonly SyncWindow[];
  /** Namespaces that Argo CD makes itself, for charts. */
  readonly created?: readonly string[];
}

/** One AppProject: who may deploy what, from where, to where, and when. Its id is the platform's name and folder. */
export class PlatformProject extends Construct {
  static isPlatformProject(x: unknown): x is PlatformProject {
    return x instanceof PlatformProject;
  }

  /** The project that `scope` stands in. @throws Error when it stands in none */
  static of(scope: IConstruct): PlatformProject {
    const found = scope.node.scopes.find((node) => PlatformProject.isPlatformProject(node));
    if (!found) throw new Error(`${scope.node.path} stands in no PlatformProject`);
    return found;
  }

  readonly platformName: string;
  readonly projectName: string;
  readonly repository: string;
  readonly revision: string;
  readonly argocdNamespace: string;
  readonly argocdCluster: string;
  readonly controlProject: string;
  readonly routing: Routing;
  readonly notify: Subscriptions;
  readonly delivery: Delivery;
  /** `<platform>/argocd`: the AppProject and the Applications of the environments. */
  readonly argocd: Chart;
  /** The AppProject, to patch what has no prop. */
  readonly project: Manifest;
  /** Namespaces in which people may make Applications of it, besides Argo CD's own. */
  readonly sourceNamespaces: readonly string[];
  /** Whether its Applications are synced as an account of their own. */
  readonly impersonates: boolean;
  readonly #servers: Readonly<Record<string, Pick<Cluster, 'server'>>>;
  readonly #admitted: Admission[] = [];
  readonly #members: (() => Member)[] = [];

  /** @throws ProblemError `name/not-a-dns-label`, `name/too-long`, `kind/unknown` */
  constructor(scope: Construct, id: string, props: PlatformProjectProps) {
    super(scope, checkedName(id));
    const rules = checkedKinds(props.rules ?? {});
    this.platformName = id;
    this.projectName = checkedName(rules.name ?? id);
    this.repository = props.repository;
    this.revision = props.revision ?? 'main';
    this.argocdNamespace = props.argocdNamespace ?? 'argocd';
    this.argocdCluster = props.argocdCluster ?? OWN_CLUSTER.name;
    this.controlProject = props.controlProject ?? 'root';
    this.routing = props.routing ?? { kind: 'gateway' };
    this.sourceNamespaces = rules.sourceNamespaces?.namespaces ?? [];
    this.impersonates = rules.syncAs !== undefined;
    this.#servers = props.clusters ?? {};
    this.notify = props.notify ?? {};
    this.delivery = props.delivery ?? { kind: 'explicit' };
    this.argocd = new Chart(this, 'argocd', { namespace: this.argocdNamespace, labels: platformLabels(id) });
    this.argocd.node.setContext(CLUSTER_CONTEXT, this.argocdCluster);

    const metadata = {
      name: this.projectName,
      // Argo CD then keeps the project until no Application names it.
      finalizers: ['resources-finalizer.argocd.argoproj.io'],
      // What is said of a project is said of all its Applications.
      annotations: { ...wave(-10), ...subscribed('application', this.notify) },
    };
    // What it allows depends on the environments that are added to it.
    this.project = new Manifest(
      this.argocd,
      'project',
      { ...AppProject.GVK, metadata },
      () => AppProject.manifest({ metadata: {}, spec: this.#spec(props.description, rules) }) as PlainManifest,
    );
    if (this.delivery.kind !== 'explicit')
      addApplicationSet(this.argocd, 'applications', {
        name: id,
        delivery: this.delivery,
        repository: this.repository,
        revision: this.revision,
        members: () => this.#members.map((member) => member()),
      });
  }

  /** Has its ApplicationSet make an Application. @param member makes it, when all parts are complete */
  generate(member: () => Member): void {
    this.#members.push(member);
  }

  /** Lets an environment deploy: its namespaces become destinations, its windows and sources the project's. */
  admit(admission: Admission): void {
    this.#admitted.push(admission);
  }

  #spec(description: string, rules: ProjectRules): AppProjectSpec {
    const kinds = emittedKinds(this, this.argocd);
    const also = rules.alsoNamespaces?.namespaces ?? [];
    const own = this.#admitted.flatMap((a) => a.namespaces.map((namespace) => ({ cluster: a.cluster, namespace })));
    const created = [...this.#admitted.flatMap((a) => a.created ?? []), ...also.map(({ namespace }) => namespace)];
    const namespaces = created.map((name) => ({ group: '', kind: 'Namespace', name }));
    const sources = [
      this.repository,
      ...this.#admitted.flatMap((a) => a.repositories),
      ...(rules.sourceRepositories ?? []),
    ];
    return {
      description,
      sourceRepos: [...new Set(sources)],
      destinations: [...own, ...also].map(({ cluster, namespace }) => ({ name: cluster, namespace })),
      clusterResourceWhitelist: [...kinds.cluster, ...namespaces, ...(rules.alsoCluster?.kinds ?? [])],
      namespaceResourceWhitelist: each(kinds.namespaced, rules.alsoNamespaced?.kinds ?? []),
      orphanedResources: rules.reportOrphans ? orphans(rules.ignoreOrphans?.objects ?? []) : undefined,
      sourceNamespaces: rules.sourceNamespaces && [...rules.sourceNamespaces.namespaces],
      destinationServiceAccounts:
        rules.syncAs === undefined ? undefined : this.#accounts(rules.syncAs, [...own, ...also]),
      roles: rules.roles && projectRoles(this.projectName, this.platformName, rules.roles),
      sourceIntegrity: rules.signingKeys && {
        git: { policies: [{ repos: [{ url: this.repository }], gpg: { mode: 'head', keys: [...rules.signingKeys] } }] },
      },
      syncWindows: this.#windows(),
    };
  }

  /** @throws ProblemError `cluster/no-server` */
  #accounts(account: string, places: readonly Place[]): AppProjectSpecDestinationServiceAccounts[] {
    return places.map(({ cluster, namespace }) => {
      const server =
        this.#servers[cluster]?.server ?? (cluster === this.argocdCluster ? OWN_CLUSTER.server : undefined);
      if (server !== undefined) return { server, namespace, defaultServiceAccount: account };
      throw new ProblemError({
        code: 'cluster/no-server',
        message: `must be for clusters whose address is known, got ${cluster} without`,
      });
    });
  }

  #windows(): AppProjectSpec['syncWindows'] {
    const all = this.#admitted.flatMap((a) => syncWindows(a.windows, a.cluster, a.namespaces));
    return all.length > 0 ? all : undefined;
  }
}

/** What the cluster and cert-manager make in a namespace without saying whose it is, and what else is named. */
function orphans(more: readonly OrphanException[]): AppProjectSpecOrphanedResources {
  const ignore = [
    { kind: 'ConfigMap', name: 'kube-root-ca.crt' },
    { kind: 'ServiceAccount', name: 'default' },
    { kind: 'Secret', name: '*-tls' },
    ...more.map(({ group, kind, name }) => ({ ...(group === '' ? {} : { group }), kind, name })),
  ];
  return { warn: true, ignore };
}

/** The kinds of both lists, each once. */
function each(own: readonly GroupKind[], also: readonly GroupKind[]): GroupKind[] {
  const isOwn = (kind: GroupKind): boolean => own.some((one) => one.group === kind.group && one.kind === kind.kind);
  return [...own, ...also.filter((kind) => !isOwn(kind))];
}
