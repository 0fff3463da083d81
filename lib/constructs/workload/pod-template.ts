import type { Container as KubeContainer, PodSpec, PodTemplateSpec } from 'cdk8s-plus-28/lib/imports/k8s';
import { type GoDuration, seconds } from '../../model/duration.ts';
import type { ImageRef } from '../../model/image-ref.ts';
import type { Container, Probes, Resources } from '../../model/workload.ts';
import { checkedUser } from './checks.ts';
import { containerResources } from './container-resources.ts';
import { environmentVariables } from './environment-variables.ts';
import type { Identity } from './identity.ts';
import { containerProbes } from './probes.ts';
import { versionLabel } from './version-label.ts';
import { containerVolumes } from './volumes.ts';

/** What runs in the pods of a service or a stateful part. */
export interface PodOptions extends Omit<Container, 'port' | 'calls' | 'reaches'> {
  readonly image: ImageRef;
  readonly resources: Resources;
  /** Ports by name. */
  readonly ports: readonly { readonly name: string; readonly port: number }[];
  /** @default - none */
  readonly probes?: Probes;
  /** Name of the port that probes ask on. @default - none: they run commands */
  readonly probePort?: string;
  readonly terminationGrace: GoDuration;
  /** Folder of its persistent data. @default - none */
  readonly dataPath?: string;
}

const some = <T>(list: readonly T[]): T[] | undefined => (list.length > 0 ? [...list] : undefined);

/** One container. Image and arguments are the only things that a new version should change. */
function container(id: Identity, options: PodOptions, mounts: KubeContainer['volumeMounts']): KubeContainer {
  return {
    name: id.name,
    image: options.image.toString(),
    command: options.command && [...options.command],
    args: options.args && [...options.args],
    // `protocol` is the CRD's default; left out, server-side apply would never be in sync.
    ports: some(options.ports.map(({ name, port }) => ({ name, containerPort: port, protocol: 'TCP' }))),
    env: some(environmentVariables(options.env)),
    resources: containerResources(options.resources),
    ...(options.probes ? containerProbes(options.probes, options.probePort) : {}),
    securityContext: {
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    },
    volumeMounts: some(mounts ?? []),
  };
}

/**
 * A pod that the `restricted` Pod Security Standard admits. Nothing in it follows from the number of replicas, so that
 * scaling is never an update.
 * @throws ProblemError `user/invalid`, `env/name`, `path/…`, `probe/…`, `quantity/invalid`, `resources/limit-below-request`
 */
export function podTemplate(id: Identity, options: PodOptions): PodTemplateSpec {
  const user = checkedUser(options.user ?? 10001);
  const { volumes, mounts } = containerVolumes(options.scratch, options.dataPath);
  const spec: PodSpec = {
    serviceAccountName: id.name,
    automountServiceAccountToken: (options.permissions ?? []).length > 0,
    enableServiceLinks: false,
    imagePullSecrets: some((options.imagePullSecrets ?? []).map((name) => ({ name }))),
    securityContext: {
      runAsNonRoot: true,
      runAsUser: user,
      runAsGroup: user,
      fsGroup: user,
      // Walking a large volume at every start would take minutes.
      fsGroupChangePolicy: options.dataPath === undefined ? undefined : 'OnRootMismatch',
      seccompProfile: { type: 'RuntimeDefault' },
    },
    terminationGracePeriodSeconds: seconds(options.terminationGrace),
    topologySpreadConstraints: [
      {
        maxSkew: 1,
        topologyKey: 'kubernetes.io/hostname',
        whenUnsatisfiable: 'ScheduleAnyway',
        labelSelector: { matchLabels: id.selector },
      },
    ],
    containers: [container(id, options, mounts)],
    volumes: some(volumes),
  };
  return { metadata: { labels: { ...id.labels, ...versionLabel(options.image) } }, spec };
}
