import { Chart } from 'cdk8s';
import { Construct, type IConstruct } from 'constructs';
import { OWN_CLUSTER } from '../model/argocd-place.ts';
import type { Quota, Tier } from '../model/environment.ts';
import { type Cluster, DEFAULT_CLUSTER } from '../model/fleet.ts';
import type { Gate, Sampling } from '../model/gate.ts';
import { ProblemError } from '../model/issue.ts';
import { checkedName } from '../model/name.ts';
import type { Subscriptions } from '../model/notification/notification.ts';
import type { Routing } from '../model/platform.ts';
import type { SyncPolicy, SyncWindow } from '../model/sync.ts';
import { AnalysisSuite } from './analysis-suite.ts';
import { addApplication, folderSource, generatedApplication } from './argocd/application.ts';
import { subscribed } from './argocd/subscriptions.ts';
import { addHelmApplication, type HelmPartOptions } from './argocd/helm-application.ts';
import { CLUSTER_CONTEXT } from '../model/context.ts';
import { addDefaultDeny } from './environment/default-deny.ts';
import { addNamespace, type PodSecurity } from './environment/namespace.ts';
import { addQuota } from './environment/quota.ts';
import { platformLabels } from './labels.ts';
import type { Admission, PlatformProject } from './platform-project.ts';

/** Order of the Applications of one environment. Only automatic syncs are ordered: a wave would wait for a person. */
const PART_WAVE = { cluster: 0, shared: 5, analysis: 5, chart: 10, stateful: 15, service: 20 } as const;

export interface EnvironmentStackProps {
  readonly tier: Tier;
  readonly namespace: string;
  /** Who starts a sync of its parts. */
  readonly sync: SyncPolicy;
  /** Name under which Argo CD knows the cluster. @default 'in-cluster' */
  readonly clusterName?: string;
  /** What the cluster offers. @default - as the shipped foundation sets it up */
  readonly cluster?: Cluster;
  /** Branch or tag that its parts follow. @default - the project's */
  readonly revision?: string;
  /** @default - none: may be synced at any time */
  readonly windows?: readonly SyncWindow[];
  /** @default - unlimited */
  readonly quota?: Quota;
  /** @default 'restricted' */
  readonly podSecurity?: PodSecurity;
  /** Whether all traffic is denied that no service opens. @default true */
  readonly defaultDeny?: boolean;
  /** Order of `cluster/` among the parts, lower first. @default - before everything else */
  readonly clusterWave?: number;
  /** Who hears of its parts and Rollouts, besides those who hear of its platform. @default - nobody */
  readonly notify?: Subscriptions;
}

export interface PartOptions {
  /** What the part is, which decides its place in the order. @default 'service' */
  readonly kind?: 'service' | 'stateful';
  /** Order among the parts, lower first. @default - by kind: stateful parts before services */
  readonly wave?: number;
  /** Namespace of its objects. @default - the environment's */
  readonly namespace?: string;
}

/** One platform in one environment. One part = one Chart = one folder = one Application. Its id is its folder. */
export class EnvironmentStack extends Construct {
  static isEnvironmentStack(x: unknown): x is EnvironmentStack {
    return x instanceof EnvironmentStack;
  }

  /** The environment that `scope` stands in. @throws Error when it stands in none */
  static of(scope: IConstruct): EnvironmentStack {
    const found = scope.node.scopes.find((node) => EnvironmentStack.isEnvironmentStack(node));
    if (!found) throw new Error(`${scope.node.path} stands in no EnvironmentStack`);
    return found;
  }

  readonly platformName: string;
  readonly environmentName: string;
  /** `<platform>-<environment>`: first words of its Applications, and the label `app.kubernetes.io/instance`. */
  readonly instance: string;
  readonly namespace: string;
  readonly tier: Tier;
  readonly clusterName: string;
  readonly cluster: Cluster;
  readonly argocdNamespace: string;
  readonly routing: Routing;
  readonly revision: string;
  /** Annotations of a Rollout in it: who hears of it. */
  readonly subscriptions: Readonly<Record<string, string>>;
  /** `cluster/`: the only home of cluster-scoped objects. */
  readonly clusterScoped: Chart;
  readonly #project: PlatformProject;
  readonly #props: EnvironmentStackProps;
  /** The Applications of its parts. @default - none: the ApplicationSet of the platform makes them */
  readonly #argocd: Chart | undefined;
  #shared: Chart | undefined;
  #analysis: AnalysisSuite | undefined;

  /** @throws ProblemError `name/not-a-dns-label`, `name/too-long` */
  constructor(scope: PlatformProject, id: string, props: EnvironmentStackProps) {
    super(scope, checkedName(id));
    this.#project = scope;
    this.#props = props;
    this.platformName = scope.platformName;
    this.environmentName = id;
    this.instance = checkedName(`${scope.platformName}-${id}`);
    this.namespace = checkedName(props.namespace);
    this.tier = props.tier;
    this.clusterName = props.clusterName ?? OWN_CLUSTER.name;
    this.cluster = props.cluster ?? DEFAULT_CLUSTER;
    this.argocdNamespace = scope.argocdNamespace;
    this.routing = scope.routing;
    this.revision = props.revision ?? scope.revision;
    this.subscriptions = subscribed('rollout', scope.notify, props.notify);
    this.node.setContext(CLUSTER_CONTEXT, this.clusterName);

    scope.admit({
      cluster: this.clusterName,
      namespaces: [this.namespace],
      repositories: [],
      windows: props.windows ?? [],
    });
    if (scope.delivery.kind === 'explicit') this.#argocd = this.#addOwnApplication();

    this.clusterScoped = this.#part('cluster', props.clusterWave ?? PART_WAVE.cluster, undefined, true);
    addNamespace(this.clusterScoped, this.namespace, props.podSecurity ?? 'restricted');
    if (props.defaultDeny ?? true) addDefaultDeny(this.shared);
    if (props.quota) addQuota(this.shared, props.quota);
  }

  /** `shared/`: what all parts of the namespace rely on. Made when it is first asked for. */
  get shared(): Chart {
    this.#shared ??= this.#part('shared', PART_WAVE.shared, this.namespace);
    return this.#shared;
  }

  /** Its gates. @default - none: strategies cannot name any */
  get analysis(): AnalysisSuite | undefined {
    return this.#analysis;
  }

  /** Defines the gates that strategies may name: `analysis/`. Call it before adding services that use them. */
  addAnalysis(gates: Readonly<Record<string, Gate>>, sampling: Sampling): AnalysisSuite {
    const chart = this.#part('analysis', PART_WAVE.analysis, this.namespace);
    this.#analysis = new AnalysisSuite(chart, 'gates', { prometheusUrl: this.cluster.prometheusUrl, gates, sampling });
    return this.#analysis;
  }

  /** Defines `dist/<platform>/<environment>/<id>/` and the Application that syncs it. @throws ProblemError `name/…` */
  addPart(id: string, options: PartOptions = {}): Chart {
    const kind = options.kind ?? 'service';
    const namespace = options.namespace ?? this.namespace;
    return this.#part(id, options.wave ?? PART_WAVE[kind], namespace, kind === 'stateful');
  }

  /** Defines a part whose objects lie in the namespace of Argo CD, on the cluster of the environment. @throws ProblemError `name/…` */
  addArgoCdPart(id: string, wave: number): Chart {
    this.#admit([this.argocdNamespace]);
    return this.#part(id, wave, this.argocdNamespace, true);
  }

  /** Defines an Application that installs a Helm chart kept elsewhere; it has no folder in `dist/`. @throws ProblemError `chart/not-exact`, `delivery/chart` */
  addHelmPart(id: string, options: HelmPartOptions): void {
    const own = options.namespace !== undefined && options.namespace !== this.namespace ? [options.namespace] : [];
    this.#admit(own, { created: own, repositories: [options.repository] });
    if (!this.#argocd) {
      throw new ProblemError({
        code: 'delivery/chart',
        message: `a chart has no folder in git, so that an ApplicationSet cannot make its Application: ${id}`,
        fix: "deliver the platform by kind 'explicit'",
      });
    }
    addHelmApplication(
      this.#argocd,
      checkedName(id),
      { ...options, wave: PART_WAVE.chart + (options.wave ?? 0) },
      { ...this.#common(id, this.namespace), confirmRemoval: this.tier === 'production' },
    );
  }

  /** Lets the project deploy to namespaces besides the environment's own, in the same windows. */
  #admit(namespaces: readonly string[], more: Partial<Admission> = {}): void {
    const windows = namespaces.length > 0 ? (this.#props.windows ?? []) : [];
    this.#project.admit({ cluster: this.clusterName, namespaces, repositories: [], windows, ...more });
  }

  /** @param irreplaceable whether it holds what a person must confirm before it is removed, in any tier */
  #part(id: string, order: number, namespace: string | undefined, irreplaceable = false): Chart {
    const labels = platformLabels(this.platformName);
    const chart = new Chart(this, checkedName(id), { labels, ...(namespace === undefined ? {} : { namespace }) });
    const options = {
      ...this.#common(id, namespace ?? this.namespace),
      source: folderSource(this.#project.repository, this.revision, chart.node.path),
      part: chart,
    };
    const manual = this.#props.sync.mode === 'manual';
    if (this.#argocd) {
      addApplication(this.#argocd, id, {
        ...options,
        ...(manual ? {} : { wave: order }),
        // An Application whose deletion has begun cannot be brought back by a revert: it asks before, not in the middle.
        confirmRemoval: irreplaceable || this.tier === 'production',
      });
    } else {
      const place = { environment: this.environmentName, part: id, order, manual };
      this.#project.generate(() => ({ ...place, ...generatedApplication(options, labels) }));
    }
    return chart;
  }

  /** What all Applications of the environment have in common. */
  #common(id: string, namespace: string) {
    return {
      name: checkedName(`${this.instance}-${id}`),
      environment: this.environmentName,
      project: this.#project.projectName,
      destination: { cluster: this.clusterName, namespace },
      sync: this.#props.sync,
      ...(this.#props.notify ? { notify: this.#props.notify } : {}),
    };
  }

  /** The folder of the parts' Applications, and the Application that syncs it: automatic even where the parts wait for a person. */
  #addOwnApplication(): Chart {
    const { argocd, argocdNamespace, argocdCluster, controlProject, repository } = this.#project;
    const chart = new Chart(this, 'argocd', { namespace: argocdNamespace, labels: platformLabels(this.platformName) });
    chart.node.setContext(CLUSTER_CONTEXT, argocdCluster);
    addApplication(argocd, `environment-${this.environmentName}`, {
      name: this.instance,
      environment: this.environmentName,
      project: controlProject,
      destination: { cluster: argocdCluster, namespace: argocdNamespace },
      source: folderSource(repository, this.revision, chart.node.path),
      sync: { mode: 'automatic' },
      // In any tier: it holds the Application of a Namespace.
      confirmRemoval: true,
    });
    return chart;
  }
}
