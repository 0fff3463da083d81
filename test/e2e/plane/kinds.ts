import type { KubeObject } from '../../../lib/model/synthesis.ts';

interface Named {
  readonly name: string;
  readonly namespace: string;
  readonly creationTimestamp: string;
  readonly resourceVersion: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly { readonly kind: string; readonly name: string; readonly uid?: string }[];
  readonly deletionTimestamp?: string;
  readonly [key: string]: unknown;
}

/** What a sync did with one object. */
export interface SyncResult {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
  readonly status?: string;
  readonly message?: string;
  readonly syncPhase?: string;
}

export interface Application extends KubeObject {
  readonly metadata: Named;
  readonly spec: {
    readonly project: string;
    readonly source: {
      readonly path?: string;
      readonly chart?: string;
      readonly repoURL: string;
      readonly targetRevision?: string;
    };
    readonly destination?: { readonly name?: string; readonly namespace?: string };
    readonly syncPolicy?: { readonly automated?: unknown; readonly syncOptions?: readonly string[] };
  };
  readonly operation?: unknown;
  readonly status?: {
    readonly reconciledAt?: string;
    readonly sync?: { readonly status: string; readonly revision?: string };
    readonly health?: { readonly status?: string };
    readonly conditions?: readonly { readonly type: string; readonly message: string }[];
    readonly operationState?: {
      readonly phase: string;
      readonly message?: string;
      readonly startedAt: string;
      readonly finishedAt?: string;
      readonly syncResult?: { readonly revision?: string; readonly resources?: readonly SyncResult[] };
    };
    readonly resources?: readonly {
      readonly group?: string;
      readonly kind: string;
      readonly name: string;
      readonly namespace?: string;
      readonly status?: string;
      readonly requiresPruning?: boolean;
      readonly requiresDeletionConfirmation?: boolean;
    }[];
    readonly history?: readonly { readonly revision?: string }[];
  };
}

export interface Rollout extends KubeObject {
  readonly metadata: Named;
  readonly spec: {
    readonly replicas?: number;
    readonly strategy: {
      readonly canary?: {
        readonly stableService?: string;
        readonly canaryService?: string;
        readonly steps?: readonly Readonly<Record<string, unknown>>[];
      };
      readonly blueGreen?: { readonly activeService: string; readonly previewService?: string };
    };
    readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } };
  };
  readonly status?: {
    readonly phase?: string;
    readonly message?: string;
    readonly abort?: boolean;
    readonly currentStepIndex?: number;
    readonly stableRS?: string;
    readonly currentPodHash?: string;
    readonly readyReplicas?: number;
    readonly conditions?: readonly {
      readonly type: string;
      readonly status: string;
      readonly reason?: string;
      readonly message?: string;
    }[];
  };
}

export interface AnalysisRun extends KubeObject {
  readonly metadata: Named;
  readonly status?: {
    readonly phase?: string;
    readonly message?: string;
    readonly metricResults?: readonly {
      readonly name: string;
      readonly phase: string;
      readonly measurements?: readonly { readonly phase: string; readonly value?: string; readonly message?: string }[];
    }[];
  };
}

export interface Service extends KubeObject {
  readonly metadata: Named;
  readonly spec: { readonly selector?: Readonly<Record<string, string>> };
}

export interface HttpRoute extends KubeObject {
  readonly metadata: Named;
  readonly spec: {
    readonly rules: readonly {
      readonly backendRefs?: readonly { readonly name: string; readonly weight?: number }[];
    }[];
  };
}
