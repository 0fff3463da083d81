import type { OF_PROJECTS } from './permission.ts';

/** One thing that a role may or may not do in Argo CD, to the Applications of its own project. */
export interface Permission {
  /** @default 'applications' */
  readonly resource?: (typeof OF_PROJECTS)[number];
  /** `get`, `sync`, `override`, `delete`, `action/argoproj.io/Rollout/promote-full`, `*`, … */
  readonly action: string;
  /** Name of an environment of the platform. @default - all of them */
  readonly environment?: string;
  /** @default 'allow' */
  readonly effect?: 'allow' | 'deny';
}

/** A role of a platform: who has it, and what it may do. */
export interface Role {
  readonly description: string;
  /** Groups of the identity provider. A role without any must say `tokens`: else nobody has it. @default - none */
  readonly groups?: readonly string[];
  /** Whether programs have it, by tokens that an administrator makes (`argocd proj role create-token`). @default false */
  readonly tokens?: boolean;
  readonly permissions: readonly Permission[];
}

/** A kind, by API group (`''` for the core group). */
export interface GroupKind {
  readonly group: string;
  readonly kind: string;
}

/** A namespace of a cluster of the fleet. */
export interface Place {
  readonly cluster: string;
  readonly namespace: string;
}

/** Governance of a platform: becomes its AppProject. */
export interface ProjectRules {
  /** @default - the platform's name */
  readonly name?: string;
  /** @default - none beyond what the administrators may do */
  readonly roles?: Readonly<Record<string, Role>>;
  /** Sources beyond the fleet's repository and the repositories of the platform's charts. @default - none */
  readonly sourceRepositories?: readonly string[];
  /** Namespaced kinds beyond those that the platform's own manifests have, with the reason. Charts need them. @default - none */
  readonly alsoNamespaced?: { readonly reason: string; readonly kinds: readonly GroupKind[] };
  /** Cluster-scoped kinds beyond those that the platform's own manifests have, with the reason. @default - none */
  readonly alsoCluster?: { readonly reason: string; readonly kinds: readonly GroupKind[] };
  /**
   * Namespaces beyond those of its environments, with the reason. An environment that leaves still needs its own until
   * everything in it is gone: what a project does not allow, Argo CD does not delete either. @default - none
   */
  readonly alsoNamespaces?: { readonly reason: string; readonly namespaces: readonly Place[] };
  /** Whether objects in the namespaces that nothing in git explains are reported. They are never deleted. @default false */
  readonly reportOrphans?: boolean;
  /** Long ids of the GPG keys that must have signed the synced commit. @default - signatures are not required */
  readonly signingKeys?: readonly string[];
}
