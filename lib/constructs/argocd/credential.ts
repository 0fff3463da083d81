import type { Chart } from 'cdk8s';
import { ExternalSecret } from '../../../imports/external-secrets.io.ts';
import type { Fleet } from '../../model/fleet.ts';
import { ProblemError } from '../../model/issue.ts';
import type { ArgoCdCredential, ClusterCredential, ExecCredential, RepositoryCredential } from '../../model/secret.ts';
import { purpose, remoteData } from '../environment/secrets.ts';
import { Manifest } from '../manifest.ts';
import { wave } from '../sync-options.ts';

/** How old a credential may get. */
export const ROTATE_EVERY = '2160h';

/** The value of a key, as the template of an ExternalSecret inserts it. */
const value = (key: string): string => `{{ index . ${JSON.stringify(key)} }}`;

function repositoryData({ type, url, properties }: RepositoryCredential): Record<string, string> {
  const keys = Object.keys(properties).sort();
  return { type, url, ...Object.fromEntries(keys.map((key) => [key, value(key)])) };
}

/** Keys that stand inside `tlsClientConfig`. */
const OF_TLS: readonly string[] = ['caData', 'certData', 'keyData'];

/** JSON for Argo CD, in which what comes from the store is quoted by the template. */
function clusterConfig({ properties, exec }: ClusterCredential): string {
  const inserted = (keys: readonly string[]): string[] =>
    keys.map((key) => `${JSON.stringify(key)}: {{ index . ${JSON.stringify(key)} | toJson }}`);
  const keys = Object.keys(properties).sort();
  const tls = ['"insecure": false', ...inserted(keys.filter((key) => OF_TLS.includes(key)))];
  const fields = [
    ...inserted(keys.filter((key) => !OF_TLS.includes(key))),
    ...(exec ? [`"execProviderConfig": ${JSON.stringify(execConfig(exec))}`] : []),
    `"tlsClientConfig": { ${tls.join(', ')} }`,
  ];
  return `{\n${fields.map((field) => `  ${field}`).join(',\n')}\n}\n`;
}

const execConfig = ({ command, args, env, apiVersion }: ExecCredential): object => ({
  command,
  args,
  env,
  apiVersion: apiVersion ?? 'client.authentication.k8s.io/v1beta1',
});

/** @throws ProblemError `cluster/no-server` */
function clusterData(credential: ClusterCredential, { clusters, platforms }: Around): Record<string, string> {
  const { cluster, namespaces, platform } = credential;
  const server = clusters[cluster]?.server;
  if (server === undefined) {
    throw new ProblemError({
      code: 'cluster/no-server',
      message: `must have an address: a credential is for ${cluster}`,
    });
  }
  const project = platforms.find(({ name }) => name === platform)?.project?.name ?? platform;
  return {
    name: cluster,
    server,
    config: clusterConfig(credential),
    // Namespaces are objects of the cluster, and Argosy makes them.
    ...(namespaces ? { namespaces: namespaces.join(','), clusterResources: 'true' } : {}),
    ...(project === undefined ? {} : { project }),
  };
}

/** What a credential is looked up in. */
export interface Around extends Pick<Fleet, 'clusters' | 'platforms'> {
  /** ClusterSecretStore that it comes from. */
  readonly store: string;
}

/** A credential of Argo CD: an ExternalSecret whose Secret carries the label by which Argo CD finds it. @throws ProblemError `cluster/no-server` */
export function addCredential(scope: Chart, name: string, credential: ArgoCdCredential, around: Around): void {
  const data = credential.use === 'cluster' ? clusterData(credential, around) : repositoryData(credential);
  new Manifest(
    scope,
    `credential-${name}`,
    ExternalSecret.manifest({
      metadata: {
        name,
        annotations: {
          ...wave(-5),
          ...purpose(credential.description),
          'argosy.dev/rotate-every': credential.rotateEvery ?? ROTATE_EVERY,
          'argosy.dev/rotated-at': credential.rotatedAt,
        },
      },
      spec: {
        refreshInterval: '1h',
        secretStoreRef: { kind: 'ClusterSecretStore', name: around.store },
        target: {
          name,
          creationPolicy: 'Owner',
          deletionPolicy: 'Retain',
          template: {
            type: 'Opaque',
            // Labels come from the template only; those of the ExternalSecret are not copied.
            metadata: { labels: { 'argocd.argoproj.io/secret-type': credential.use } },
            data,
          },
        },
        data: remoteData(credential.properties, credential.path),
      },
    }),
  );
}
