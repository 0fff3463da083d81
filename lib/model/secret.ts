import type { GoDuration } from './duration.ts';

/** A secret kept elsewhere and fetched into the cluster: becomes an ExternalSecret. */
export interface StoredSecret {
  readonly kind: 'stored';
  /** What it is for, and who fills it. Documented beside the reference. */
  readonly description: string;
  /** Key of the resulting Secret -> property in the store. */
  readonly properties: Readonly<Record<string, string>>;
  /** Path in the store. @default - `<platform>/<environment>/<name>` */
  readonly path?: string;
  /** How often it is fetched again. @default '1h' */
  readonly refresh?: GoDuration;
  /** Type of the resulting Secret. @default 'Opaque' */
  readonly type?: 'Opaque' | 'kubernetes.io/dockerconfigjson' | 'kubernetes.io/tls';
}

/** A secret kept in git as ciphertext that only the cluster can read: becomes a SealedSecret. The ciphertext is in `environment.ts`. */
export interface SealedSecretReference {
  readonly kind: 'sealed';
  readonly description: string;
  /** Keys of the resulting Secret. */
  readonly keys: readonly string[];
}

/** Secrets are in git only as a reference or as ciphertext made for one name and namespace. */
export type SecretSource = StoredSecret | SealedSecretReference;

/** What every credential of Argo CD itself has: it is fetched from a store into Argo CD's namespace. */
interface AnyCredential {
  readonly description: string;
  /** Key that Argo CD knows -> property in the store. */
  readonly properties: Readonly<Record<string, string>>;
  /** Path in the store. */
  readonly path: string;
  /** Day on which it was last replaced, `YYYY-MM-DD` in UTC. Whoever replaces it commits the new day: the reminder counts from it. */
  readonly rotatedAt: string;
  /** How old it may get before it must be replaced. @default '2160h' (90 days) */
  readonly rotateEvery?: GoDuration;
}

/** How Argo CD reads a repository. Its keys are `sshPrivateKey`, or `username` and `password`, and others of Argo CD's. */
export interface RepositoryCredential extends AnyCredential {
  /** `repo-creds` matches every repository that starts with `url`. */
  readonly use: 'repository' | 'repo-creds';
  readonly type: 'git' | 'helm' | 'oci';
  readonly url: string;
}

/** A command of Argo CD's image that answers with a token, as kubectl calls one. */
export interface ExecCredential {
  readonly command: string;
  /** @default - none */
  readonly args?: readonly string[];
  /** @default - none */
  readonly env?: Readonly<Record<string, string>>;
  /** @default 'client.authentication.k8s.io/v1beta1' */
  readonly apiVersion?: string;
}

/**
 * How Argo CD reaches a cluster. Its keys are `caData`, base64 as in a kubeconfig, and either `bearerToken`, or `certData`
 * and `keyData`, base64 too, or none beside `exec`.
 */
export interface ClusterCredential extends AnyCredential {
  readonly use: 'cluster';
  /** Name of a cluster of the fleet, whose `server` is its address. */
  readonly cluster: string;
  /** A command that answers with a token. @default - none: the store has what it takes */
  readonly exec?: ExecCredential;
  /** The only namespaces that Argo CD looks at there. @default - all of them */
  readonly namespaces?: readonly string[];
  /** Name of the only platform whose project may use it. @default - every project that names the cluster */
  readonly platform?: string;
}

export type ArgoCdCredential = RepositoryCredential | ClusterCredential;
