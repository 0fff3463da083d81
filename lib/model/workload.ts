import type { GoDuration } from './duration.ts';
import type { ImageRef } from './image-ref.ts';
import type { Quantity } from './quantity.ts';
import type { Strategy } from './strategy.ts';

/** How many pods: a fixed count, or a range that an autoscaler moves in. Never both. */
export type Replicas =
  | { readonly count: number }
  | {
      readonly min: number;
      readonly max: number;
      /** Average CPU use, in percent of the request, at which pods are added. */
      readonly targetCpuPercent: number;
    };

/** What one container asks for and may use at most. */
export interface Resources {
  readonly requests: { readonly cpu: Quantity; readonly memory: Quantity };
  /** @default - memory as requested; CPU unlimited, because a CPU limit throttles where nobody is short of it */
  readonly limits?: { readonly cpu?: Quantity; readonly memory?: Quantity };
}

/** The value of an environment variable: plain text, or a key of one of the platform's secrets. */
export type EnvValue = string | { readonly secret: string; readonly key: string };

/** Timing of one probe, in Kubernetes' own words. All are whole seconds or counts. */
export interface ProbeTiming {
  /** @default 0 */
  readonly initialDelaySeconds?: number;
  /** @default 10 */
  readonly periodSeconds?: number;
  /** @default 1 */
  readonly timeoutSeconds?: number;
  /** @default 3 */
  readonly failureThreshold?: number;
}

/** How a probe asks: an HTTP path on the service's port, a TCP connection to it, or a command in the container. */
export type ProbeCheck = { readonly path: string } | { readonly tcp: true } | { readonly command: readonly string[] };
export type Probe = ProbeCheck & ProbeTiming;

/** The three questions the kubelet asks: has it started, is it alive, may it have traffic. */
export interface Probes {
  readonly startup: Probe;
  readonly liveness: Probe;
  readonly readiness: Probe;
}

/** An address outside the platform that a service may reach. */
export interface Reach {
  /** Why, in a few words: shown in the NetworkPolicy's review. */
  readonly reason: string;
  readonly cidr: string;
  readonly port: number;
}

/** A volume that is empty when the pod starts. */
export interface Scratch {
  readonly path: string;
  /** @default '64Mi' */
  readonly size?: Quantity;
}

/** A rule of a Role, in Kubernetes' own words: what the pods may do on the Kubernetes API in their namespace. */
export interface ApiPermission {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly resourceNames?: readonly string[];
}

/** What Rollouts and stateful parts have in common. Equal in every environment. */
export interface Container {
  /** Port that it listens on. @default - none: a worker, reached by nobody */
  readonly port?: number;
  /** Names of the services that this one may call; all else is denied. @default - none */
  readonly calls?: readonly string[];
  /** @default - none */
  readonly reaches?: readonly Reach[];
  /** @default - none */
  readonly env?: Readonly<Record<string, EnvValue>>;
  /** Names of the pull secrets. @default - none */
  readonly imagePullSecrets?: readonly string[];
  /** @default - the image's own */
  readonly command?: readonly string[];
  /** @default - the image's own */
  readonly args?: readonly string[];
  /** The user and group that it runs as; never 0. @default 10001 */
  readonly user?: number;
  /** Writable folders; the rest of the file system is read-only. @default - none */
  readonly scratch?: readonly Scratch[];
  /** What its pods may do on the Kubernetes API. @default - nothing, and no token is mounted */
  readonly permissions?: readonly ApiPermission[];
}

/** A stateless service: becomes a Rollout and all that makes it safe to run. */
export interface Service extends Container {
  /** @default - for a service with a port `/health/startup`, `/health/live`, `/health/ready`; for a worker none */
  readonly probes?: Probes;
  /** Path under which the outside reaches it, on the hosts that the environment names. @default - not reachable from outside */
  readonly publicPath?: string;
  /** Where it serves Prometheus metrics. @default - `/metrics` on `port`; `false` for none; a worker has none */
  readonly metrics?: { readonly path?: string; readonly port?: number } | false;
  /** Time a pod must be ready before it counts. @default '10s' */
  readonly minReady?: GoDuration;
  /** Time from SIGTERM to SIGKILL. @default '30s' */
  readonly terminationGrace?: GoDuration;
}

/** A stateful part: becomes a StatefulSet with a headless Service and a volume. */
export interface StatefulService extends Container {
  readonly port: number;
  readonly probes: Probes;
  /** Where the volume is mounted. Its size is tuning. */
  readonly dataPath: string;
  /** @default '60s' */
  readonly terminationGrace?: GoDuration;
}

/** One service's block of `release.yaml`: what runs. Promoted as a unit. */
export interface ServiceRelease {
  readonly image: ImageRef;
  /** Where it came from: a build, a commit, a ticket. Not rendered. @default - unknown */
  readonly from?: string;
}

/** One service's block of `tuning.yaml`: how it runs here. Never promoted. */
export interface ServiceTuning {
  readonly replicas: Replicas;
  readonly resources: Resources;
  /** @default - rolling */
  readonly strategy: Strategy;
}

/** A stateful part's block of `tuning.yaml`. */
export interface StatefulTuning {
  readonly replicas: { readonly count: number };
  readonly resources: Resources;
  /** Size of each pod's volume. It can grow, never shrink. */
  readonly storage: Quantity;
}
