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

/** A credential that Argo CD itself uses, fetched from a store into its namespace. */
export interface ArgoCdCredential {
  readonly description: string;
  /** What Argo CD uses it for. `repo-creds` matches every repository that starts with `url`. */
  readonly use: 'repository' | 'repo-creds';
  readonly type: 'git' | 'helm' | 'oci';
  readonly url: string;
  /** Key that Argo CD knows (`sshPrivateKey`, `username`, `password`) -> property in the store. */
  readonly properties: Readonly<Record<string, string>>;
  /** Path in the store. */
  readonly path: string;
  /** How old it may get before it must be replaced. @default '2160h' (90 days) */
  readonly rotateEvery?: GoDuration;
}
