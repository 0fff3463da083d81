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

/** Objects that are no orphans, though nothing in git explains them. */
export interface OrphanException {
  /** API group, `''` for the core group. */
  readonly group: string;
  readonly kind: string;
  /** Glob: `*-lock`. @default - whatever its name */
  readonly name?: string;
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
  /**
   * What is not reported, with the reason: what controllers make in a namespace without saying for whom. Only together with
   * `reportOrphans`. @default - what Kubernetes and cert-manager make
   */
  readonly ignoreOrphans?: { readonly reason: string; readonly objects: readonly OrphanException[] };
  /**
   * Namespaces of the cluster that Argo CD runs in, with the reason, in which people may make Applications of this project
   * themselves, besides those in git. Nobody else may have a say in them. @default - Argo CD's own only
   */
  readonly sourceNamespaces?: { readonly reason: string; readonly namespaces: readonly string[] };
  /**
   * ServiceAccount that objects are applied and deleted as: `namespace:name`, or its name in the namespace of each
   * destination. An administrator makes it, with rights for what the project allows and no more, before the first sync.
   * @default - Argo CD's own, which may do everything
   */
  readonly syncAs?: string;
  /** Long ids of the GPG keys that must have signed the synced commit. @default - signatures are not required */
  readonly signingKeys?: readonly string[];
}
