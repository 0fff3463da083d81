import type { Backup } from './backup.ts';
import type { HelmChart } from './chart.ts';
import type { Delivery } from './delivery.ts';
import type { GoDuration } from './duration.ts';
import type { Environment } from './environment.ts';
import type { Gate } from './gate.ts';
import type { Subscriptions } from './notification/notification.ts';
import type { ProjectRules } from './project.ts';
import type { ArgoCdCredential, SecretSource } from './secret.ts';
import type { Service, StatefulService } from './workload.ts';

/** How the outside reaches a platform: by Gateway API (default), or by an nginx Ingress where one is still run. */
export type Routing =
  | { readonly kind: 'gateway' }
  | {
      readonly kind: 'nginx';
      /** @default 'nginx' */
      readonly className?: string;
      /** ClusterIssuer that signs the certificate of the hosts. @default - no TLS */
      readonly issuer?: string;
    };

/** A vault or cloud secret store that every namespace named may read: becomes a ClusterSecretStore. */
export interface SecretStore {
  readonly server: string;
  readonly path: string;
  readonly role: string;
  /**
   * Namespaces that may use it besides those that Argosy makes (label `app.kubernetes.io/managed-by: argosy`), and those of
   * Argo CD and Argo Rollouts. @default - none
   */
  readonly namespaces?: readonly string[];
}

/** Certificates by ACME: becomes a ClusterIssuer. The challenge is answered where the hosts' traffic arrives. */
export type Issuer = { readonly server: string; readonly email: string } & (
  | {
      /** Gateway that answers the challenge, `namespace/name`. */
      readonly gateway: string;
    }
  | {
      /** Class of the Ingress that answers the challenge. */
      readonly ingressClass: string;
    }
);

/** A place where traffic enters the cluster: becomes a part with a Gateway, a certificate for its hosts, and its GatewayClass. */
export interface Gateway {
  readonly className: string;
  /** Value of the GatewayClass's `controllerName`. */
  readonly controllerName: string;
  /** Wildcard hosts that it serves. */
  readonly hosts: readonly string[];
  readonly issuer: string;
}

/** After how long somebody is told of a state of Argo CD or Argo Rollouts: becomes a part with a PrometheusRule. */
export interface Alerts {
  /** An Application that Argo CD itself should sync. @default '10m' */
  readonly outOfSync?: GoDuration;
  /** An Application or a Rollout that is not well. @default '5m' */
  readonly degraded?: GoDuration;
  /** An Application that does not get on. @default '30m' */
  readonly progressing?: GoDuration;
  /** A Rollout that is paused. @default - the longest wait of any canary of the fleet, and ten minutes */
  readonly paused?: GoDuration;
}

/** What a cluster needs before anything else runs in it, besides charts. Only an administrators' platform has these. */
export interface Foundations {
  readonly secretStores?: Readonly<Record<string, SecretStore>>;
  readonly issuers?: Readonly<Record<string, Issuer>>;
  readonly gateways?: Readonly<Record<string, Gateway>>;
  /** @default - nobody is told */
  readonly alerts?: Alerts;
  /** In its environment on the cluster that Argo CD runs in. @default - none */
  readonly backup?: Backup;
  /**
   * Where the cluster's Argo Rollouts runs, so that it can tell of Rollouts by the fleet's notifications: becomes a part
   * with its settings. @default - of no Rollout in the cluster anybody is told
   */
  readonly rolloutNotifications?: { readonly namespace: string };
}

/** What a platform is, equal in every environment: `environments/<name>/platform.ts`. */
export interface Platform {
  /** Name of its folder, of its AppProject and first word of its Applications. */
  readonly name: string;
  readonly description: string;
  /** In order of promotion. */
  readonly environments: readonly Environment[];
  /** @default - none */
  readonly services?: Readonly<Record<string, Service>>;
  /** Databases and caches that the platform runs itself. @default - none */
  readonly stateful?: Readonly<Record<string, StatefulService>>;
  /** @default - none */
  readonly charts?: Readonly<Record<string, HelmChart>>;
  /** Measurable promises, by name. @default - none */
  readonly gates?: Readonly<Record<string, Gate>>;
  /** Secrets in every environment's namespace, by name. @default - none */
  readonly secrets?: Readonly<Record<string, SecretSource>>;
  /** Credentials of Argo CD itself that this platform needs. @default - none */
  readonly credentials?: Readonly<Record<string, ArgoCdCredential>>;
  /** @default - Gateway API */
  readonly routing?: Routing;
  /** How the Applications of its parts come to be. @default - explicit: one file for each */
  readonly delivery?: Delivery;
  /** @default - strict: one repository, its own namespaces, the kinds it has */
  readonly project?: ProjectRules;
  /** @default - none */
  readonly foundations?: Foundations;
  /** Who hears of it, in every environment. @default - nobody */
  readonly notify?: Subscriptions;
  /** Order among the platforms, lower first. @default 10 */
  readonly wave?: number;
}

/** Types a platform where it is written. */
export const definePlatform = (platform: Platform): Platform => platform;
