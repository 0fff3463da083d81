import type { ArgoCdSettings } from './argocd-settings.ts';
import type { Notifications } from './notification/notification.ts';
import type { Platform } from './platform.ts';

/** A cluster, and what every platform in it may rely on. */
export interface Cluster {
  /**
   * Address of its API server, for its credential and for platforms with `syncAs`: Argo CD looks for their account by it.
   * @default 'https://kubernetes.default.svc' - for the cluster that Argo CD runs in; unknown for others
   */
  readonly server?: string;
  /** Prometheus that gates ask. */
  readonly prometheusUrl: string;
  /** Namespace from which metrics are scraped. */
  readonly monitoringNamespace: string;
  /** Labels by which the Prometheus operator finds monitors. */
  readonly monitorLabels: Readonly<Record<string, string>>;
  /** Gateway that routes attach to. */
  readonly gateway: { readonly name: string; readonly namespace: string };
  /** Namespace of the pods that traffic through the Gateway comes from. */
  readonly gatewayPodNamespace: string;
  /** Namespace of the nginx Ingress controller. */
  readonly ingressNamespace: string;
  /** ClusterSecretStore that stored secrets come from by default. */
  readonly secretStore: string;
  /**
   * Who gives Argo CD the credential of this cluster, and why it is not in git. @default - a platform does, by a credential
   * with `use: 'cluster'`; the cluster that Argo CD runs in needs none
   */
  readonly credentialElsewhere?: string;
}

/** What the shipped foundation offers; a cluster of yours may differ. */
export const DEFAULT_CLUSTER: Cluster = {
  prometheusUrl: 'http://kube-prometheus-stack-prometheus.monitoring.svc:9090',
  monitoringNamespace: 'monitoring',
  monitorLabels: { release: 'kube-prometheus-stack' },
  gateway: { name: 'public', namespace: 'gateway-system' },
  gatewayPodNamespace: 'envoy-gateway-system',
  ingressNamespace: 'ingress-nginx',
  secretStore: 'platform',
};

/** Everything that is run: `environments/index.ts`. */
export interface Fleet {
  /** Git repository from which Argo CD reads `dist/`. */
  readonly repository: string;
  /** Branch or tag that it follows. */
  readonly revision: string;
  /** @default 'argocd' */
  readonly argocdNamespace?: string;
  /** Name of the cluster that Argo CD itself runs in. @default 'in-cluster' */
  readonly argocdCluster?: string;
  /** What Argo CD looks at, and what it leaves to others. @default - what its installation says */
  readonly argocdSettings?: ArgoCdSettings;
  /** Groups of the identity provider that may do everything in Argo CD. @default - none: its local administrator only */
  readonly administrators?: readonly string[];
  /** By what people and programs are told. @default - nobody is told */
  readonly notifications?: Notifications;
  /** By the name that Argo CD knows them under. */
  readonly clusters: Readonly<Record<string, Cluster>>;
  readonly platforms: readonly Platform[];
}

/** Types a fleet where it is written. */
export const defineFleet = (fleet: Fleet): Fleet => fleet;
