import type { Chart } from 'cdk8s';
import { ExternalSecret } from '../../../imports/external-secrets.io.ts';
import { SealedSecret } from '../../../imports/bitnami.com.ts';
import { ProblemError } from '../../model/issue.ts';
import type { SealedSecretReference, StoredSecret } from '../../model/secret.ts';
import { Manifest } from '../manifest.ts';
import { WAVE, wave } from '../sync-options.ts';

/** The annotation that says what a secret is for. */
export const purpose = (description: string): Record<string, string> => ({ 'argosy.dev/purpose': description });

/** One entry of an ExternalSecret's `data` for each key, sorted by key. */
export function remoteData(properties: Readonly<Record<string, string>>, path: string) {
  return Object.entries(properties)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([secretKey, property]) => ({ secretKey, remoteRef: { key: path, property } }));
}

/** An ExternalSecret: fetched from the store, owned by it, and kept when the store is away. */
export function addStoredSecret(
  scope: Chart,
  name: string,
  secret: StoredSecret,
  store: string,
  defaultPath: string,
): void {
  new Manifest(
    scope,
    `secret-${name}`,
    ExternalSecret.manifest({
      metadata: { name, annotations: { ...wave(WAVE.secrets), ...purpose(secret.description) } },
      spec: {
        refreshInterval: secret.refresh ?? '1h',
        secretStoreRef: { kind: 'ClusterSecretStore', name: store },
        target: {
          name,
          creationPolicy: 'Owner',
          deletionPolicy: 'Retain',
          template:
            secret.type === undefined || secret.type === 'Opaque'
              ? undefined
              : { type: secret.type, mergePolicy: 'Merge' },
        },
        data: remoteData(secret.properties, secret.path ?? defaultPath),
      },
    }),
  );
}

/** A SealedSecret. @throws ProblemError `secret/no-ciphertext` when a key has none */
export function addSealedSecret(
  scope: Chart,
  name: string,
  secret: SealedSecretReference,
  encrypted: Readonly<Record<string, string>>,
): void {
  const missing = secret.keys.filter((key) => encrypted[key] === undefined);
  if (missing.length > 0) {
    throw new ProblemError({
      code: 'secret/no-ciphertext',
      message: `sealed secret ${name} has no ciphertext for ${missing.join(', ')}`,
      fix: `seal it for this namespace: kubeseal --raw --name ${name} --namespace ${scope.namespace ?? '<namespace>'}`,
    });
  }
  new Manifest(
    scope,
    `secret-${name}`,
    SealedSecret.manifest({
      metadata: { name, annotations: { ...wave(WAVE.secrets), ...purpose(secret.description) } },
      spec: {
        encryptedData: { ...encrypted },
        template: { metadata: { name, namespace: scope.namespace }, type: 'Opaque' },
      },
    }),
  );
}
