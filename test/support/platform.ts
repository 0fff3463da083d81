import { applicationsOf as allOf } from '../../lib/argocd/applications.ts';
import type { KubeObject } from '../../lib/model/synthesis.ts';
import { objectFiles, shipped } from './shipped.ts';

const synthesis = shipped();
const objects: ReadonlyMap<string, KubeObject> = new Map(
  objectFiles(synthesis).map(({ path, object }) => [path, object]),
);

/** Paths of all manifests in a folder of `dist/` and below it, sorted. */
export const pathsBelow = (folder: string): string[] =>
  [...objects.keys()].filter((path) => path.startsWith(`${folder}/`)).sort();

/** The object that `dist/<path>` holds. @throws Error that names what lies beside it */
export function objectAt(path: string): KubeObject {
  const object = objects.get(path);
  if (object) return object;
  const folder = path.slice(0, path.lastIndexOf('/'));
  const beside = synthesis.issues.length > 0 ? JSON.stringify(synthesis.issues) : pathsBelow(folder).join(' ');
  throw new Error(`no ${path}; there is: ${beside}`);
}

/** Last word of a part's folder: `backend` of `pern/production/backend`. */
const nameOf = (part: string): string => part.slice(part.lastIndexOf('/') + 1);

interface Steps {
  readonly setWeight?: number;
  readonly pause?: { readonly duration?: string };
  readonly analysis?: { readonly templates: readonly { readonly templateName: string }[] };
}

/** A container of a Rollout or StatefulSet, as far as tests look at it. */
export interface Container {
  readonly image: string;
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly env?: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: unknown }[];
  readonly resources: {
    readonly requests: { readonly cpu: string; readonly memory: string };
    readonly limits: { readonly cpu?: string; readonly memory: string };
  };
  readonly securityContext: unknown;
  readonly startupProbe?: unknown;
  readonly livenessProbe?: unknown;
  readonly readinessProbe?: unknown;
}

/** A Rollout or StatefulSet, as far as tests look at it. */
export interface Workload {
  readonly spec: {
    readonly replicas?: number;
    readonly strategy: {
      readonly canary?: { readonly steps?: readonly Steps[]; readonly [key: string]: unknown };
      readonly blueGreen?: unknown;
    };
    readonly template: {
      readonly spec: { readonly containers: readonly [Container]; readonly [key: string]: unknown };
    };
    readonly volumeClaimTemplates?: readonly { readonly spec: { readonly resources: unknown } }[];
  };
}

/** The Rollout of a part: `pern/production/backend`. */
export const rolloutOf = (part: string) => objectAt(`${part}/Rollout-${nameOf(part)}.yaml`) as KubeObject & Workload;

/** The StatefulSet of a part. */
export const statefulSetOf = (part: string) =>
  objectAt(`${part}/StatefulSet-${nameOf(part)}.yaml`) as KubeObject & Workload;

/** The steps of a canary as a table: at which weight it waits how long, and what it measures then. Empty for a rolling update. */
export function canaryOf(part: string): { weight: number; wait?: string; gates: string[] }[] {
  const table: { weight: number; wait?: string; gates: string[] }[] = [];
  for (const { setWeight, pause, analysis } of rolloutOf(part).spec.strategy.canary?.steps ?? []) {
    if (setWeight !== undefined) table.push({ weight: setWeight, gates: [] });
    const last = table.at(-1);
    if (pause?.duration !== undefined && last) last.wait = pause.duration;
    last?.gates.push(...(analysis?.templates ?? []).map(({ templateName }) => templateName));
  }
  return table;
}

/** Weights of a canary, in order. */
export const weightsOf = (part: string): number[] => canaryOf(part).map(({ weight }) => weight);

/** The one container of a part's Rollout. */
export const containerOf = (part: string): Container => rolloutOf(part).spec.template.spec.containers[0];

type Peer =
  | { readonly podSelector: { readonly matchLabels: Readonly<Record<string, string>> } }
  | { readonly namespaceSelector: { readonly matchLabels: Readonly<Record<string, string>> } }
  | { readonly ipBlock: { readonly cidr: string } };

/** Who is at the other end of a NetworkPolicy's rule: a part of the same environment, a namespace, or addresses. */
function peerName(peer: Peer): string {
  if ('ipBlock' in peer) return peer.ipBlock.cidr;
  if ('podSelector' in peer) return peer.podSelector.matchLabels['app.kubernetes.io/name'] ?? '?';
  return `namespace ${peer.namespaceSelector.matchLabels['kubernetes.io/metadata.name'] ?? '?'}`;
}

interface Policy {
  readonly spec: {
    readonly ingress?: readonly { readonly from: readonly Peer[] }[];
    readonly egress?: readonly { readonly to: readonly Peer[]; readonly ports: readonly { readonly port: number }[] }[];
  };
}

const policyOf = (part: string) => objectAt(`${part}/NetworkPolicy-${nameOf(part)}.yaml`) as KubeObject & Policy;

/** Who may call a part, sorted: other parts, and namespaces. */
export const callersOf = (part: string): string[] =>
  (policyOf(part).spec.ingress ?? []).flatMap(({ from }) => from.map(peerName)).sort();

/** What a part may call, sorted, each with its port: `database:5432`. */
export const calleesOf = (part: string): string[] =>
  (policyOf(part).spec.egress ?? [])
    .flatMap(({ to, ports }) => to.flatMap((peer) => ports.map(({ port }) => `${peerName(peer)}:${String(port)}`)))
    .sort();

interface Autoscaler {
  readonly spec: {
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly scaleTargetRef: unknown;
    readonly metrics: readonly [{ readonly resource: { readonly target: { readonly averageUtilization: number } } }];
  };
}

/** Fewest and most pods, and the CPU use at which pods are added. */
export function rangeOf(part: string): { min: number; max: number; cpu: number } {
  const { spec } = objectAt(`${part}/HorizontalPodAutoscaler-${nameOf(part)}.yaml`) as KubeObject & Autoscaler;
  expect(spec.scaleTargetRef).toEqual({ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: nameOf(part) });
  return { min: spec.minReplicas, max: spec.maxReplicas, cpu: spec.metrics[0].resource.target.averageUtilization };
}

/** One metric of a gate: `metricOf('pern/production', 'database', 'database-up')`. */
export interface Metric {
  readonly name: string;
  readonly interval: string;
  readonly count: number;
  readonly failureLimit: number;
  readonly initialDelay: string;
  readonly successCondition: string;
  readonly failureCondition?: string;
  readonly provider: { readonly prometheus: { readonly address: string; readonly query: string } };
}

/** The metrics of a gate in one environment, by name. */
export function metricsOf(environment: string, gate: string): ReadonlyMap<string, Metric> {
  const template = objectAt(`${environment}/analysis/AnalysisTemplate-${gate}.yaml`) as KubeObject & {
    readonly spec: { readonly metrics: readonly Metric[] };
  };
  return new Map(template.spec.metrics.map((metric) => [metric.name, metric]));
}

/** One metric of a gate. @throws Error that names the metrics there are */
export function metricOf(environment: string, gate: string, name: string): Metric {
  const metrics = metricsOf(environment, gate);
  const metric = metrics.get(name);
  if (!metric) throw new Error(`no metric ${name} in ${gate}; there is: ${[...metrics.keys()].join(' ')}`);
  return metric;
}

/** An Application, as far as tests look at it. */
export interface Application {
  readonly metadata: {
    readonly name: string;
    readonly annotations: Readonly<Record<string, string>>;
    readonly labels: Readonly<Record<string, string>>;
  };
  readonly spec: {
    readonly project: string;
    readonly destination: { readonly name: string; readonly namespace: string };
    readonly revisionHistoryLimit: number;
    readonly source: {
      readonly repoURL: string;
      readonly path?: string;
      readonly chart?: string;
      readonly targetRevision: string;
      readonly helm?: { readonly releaseName: string; readonly valuesObject?: Readonly<Record<string, unknown>> };
    };
    readonly syncPolicy: {
      readonly automated?: unknown;
      readonly retry: { readonly limit: number; readonly backoff: unknown };
      readonly syncOptions: readonly string[];
      readonly managedNamespaceMetadata?: { readonly labels: Readonly<Record<string, string>> };
    };
  };
}

/** The Applications of all parts of an environment, by part: `applicationsOf('pern/production').get('backend')`. */
export function applicationsOf(environment: string): ReadonlyMap<string, Application> {
  const prefix = `${environment.replace('/', '-')}-`;
  const found = allOf(synthesis.files).filter(({ application }) => application.metadata.name.startsWith(prefix));
  if (found.length === 0) throw new Error(`${environment} has no Applications`);
  return new Map(
    found.map(({ application }) => [
      application.metadata.name.slice(prefix.length),
      application as unknown as KubeObject & Application,
    ]),
  );
}

/** An AppProject, as far as tests look at it. */
export interface Project {
  readonly spec: {
    readonly destinations: readonly { readonly name: string; readonly namespace: string }[];
    readonly sourceRepos: readonly string[];
    readonly clusterResourceWhitelist: readonly {
      readonly group: string;
      readonly kind: string;
      readonly name?: string;
    }[];
    readonly namespaceResourceWhitelist: readonly { readonly group: string; readonly kind: string }[];
    readonly roles?: readonly {
      readonly name: string;
      readonly groups?: readonly string[];
      readonly policies: readonly string[];
    }[];
    readonly syncWindows?: readonly Readonly<Record<string, unknown>>[];
    readonly orphanedResources?: unknown;
    readonly sourceIntegrity?: unknown;
  };
}

/** The AppProject of a platform. @param name where it is not the platform's */
export const projectOf = (platform: string, name = platform) =>
  objectAt(`${platform}/argocd/AppProject-${name}.yaml`) as KubeObject & Project;

/** What a role may do, without the words that all its lines share: `sync pern-staging-*`. */
export function permissionsOf(project: Project, role: string): string[] {
  const found = project.spec.roles?.find(({ name }) => name === role);
  if (!found) throw new Error(`no role ${role}`);
  return found.policies.map((line) => {
    const [, , resource = '', action = '', object = '', effect = ''] = line.split(', ');
    expect(effect).toBe('allow');
    return [resource === 'applications' ? '' : `${resource} `, action, ' ', object.slice(object.indexOf('/') + 1)].join(
      '',
    );
  });
}
