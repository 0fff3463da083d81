import { argocdClusterOf, argocdNamespaceOf } from './argocd-place.ts';
import type { Tier } from './environment.ts';
import type { Fleet } from './fleet.ts';
import type { Platform } from './platform.ts';
import type { ResolvedEnvironment, ResolvedFleet, ResolvedPlatform } from './resolved.ts';
import { describeStrategy } from './strategy.ts';
import type { SyncPolicy } from './sync.ts';

/** What a part is: something that runs, or something that what runs relies on. */
export type PartKind =
  | 'service'
  | 'worker'
  | 'stateful'
  | 'chart'
  | 'gateway'
  | 'alerts'
  | 'backup'
  | 'notifications'
  | 'cluster'
  | 'shared'
  | 'analysis';

/** One part of one active environment: one Application. */
export interface InventoryPart {
  readonly platform: string;
  readonly environment: string;
  readonly tier: Tier;
  readonly cluster: string;
  readonly namespace: string;
  readonly part: string;
  readonly kind: PartKind;
  /** Name of its Application: `<platform>-<environment>-<part>`. */
  readonly application: string;
  /** Who starts a sync: `automatic` is Argo CD, `manual` a person. */
  readonly sync: SyncPolicy['mode'];
  /** Full references of what runs, `repository:tag@sha256:…`. Empty for a part that runs nothing of its own. */
  readonly images: readonly string[];
  /** File to edit in order to change what runs: `environments/pern/production/release.yaml`. */
  readonly source: string;
  /** Folder below `dist/`. @default - none: a Helm chart is kept elsewhere */
  readonly folder?: string;
  /** Exact version of a Helm chart. @default - not a chart */
  readonly version?: string;
  /** In a few words, `canary, 5 steps`. @default - not a service or worker */
  readonly strategy?: string;
  /** Where the release came from: a build, a commit, a ticket. @default - unknown */
  readonly from?: string;
}

/** One environment of one platform, inactive ones included. */
export interface InventoryEnvironment {
  readonly platform: string;
  readonly environment: string;
  readonly tier: Tier;
  readonly active: boolean;
  readonly cluster: string;
  readonly namespace: string;
  readonly sync: SyncPolicy['mode'];
  /** Number of its parts; 0 when inactive. */
  readonly parts: number;
}

/** One platform, even when none of its environments is active. */
export interface InventoryPlatform {
  readonly platform: string;
  readonly description: string;
  /** Names of the environments in order of promotion, inactive ones included. */
  readonly environments: readonly string[];
  /** Number of parts in all environments. */
  readonly parts: number;
}

/** Everything that is run, as rows: platforms and environments as declared, parts as they are synced. */
export interface Inventory {
  readonly platforms: readonly InventoryPlatform[];
  readonly environments: readonly InventoryEnvironment[];
  readonly parts: readonly InventoryPart[];
}

type Row = Omit<InventoryPart, 'platform' | 'environment' | 'tier' | 'cluster' | 'application' | 'sync'>;

/**
 * Lists everything that is run.
 * @param sourceRoot folder of the data, for `source`
 */
export function inventory(fleet: ResolvedFleet, sourceRoot = 'environments'): Inventory {
  const parts = fleet.platforms.flatMap(({ platform, environments }) =>
    environments.flatMap((resolved) => partsOf(fleet.fleet, platform, resolved, `${sourceRoot}/${platform.name}`)),
  );
  return {
    platforms: fleet.platforms.map(({ platform }) => ({
      platform: platform.name,
      description: platform.description,
      environments: platform.environments.map(({ name }) => name),
      parts: parts.filter((part) => part.platform === platform.name).length,
    })),
    environments: fleet.platforms.flatMap((platform) => environmentsOf(platform, parts)),
    parts,
  };
}

function environmentsOf({ platform }: ResolvedPlatform, parts: readonly InventoryPart[]): InventoryEnvironment[] {
  return platform.environments.map((environment) => ({
    platform: platform.name,
    environment: environment.name,
    tier: environment.tier,
    active: environment.active ?? true,
    cluster: environment.cluster,
    namespace: environment.namespace,
    sync: environment.sync.mode,
    parts: parts.filter((part) => part.platform === platform.name && part.environment === environment.name).length,
  }));
}

/** In the order in which they are synced. */
function partsOf(fleet: Fleet, platform: Platform, resolved: ResolvedEnvironment, folder: string): InventoryPart[] {
  const { environment } = resolved;
  const platformFile = `${folder}/platform.ts`;
  const environmentFile = `${folder}/${environment.name}/environment.ts`;
  const releaseFile = `${folder}/${environment.name}/release.yaml`;
  const support = (part: string, kind: PartKind, source: string): Row => {
    return { part, kind, namespace: environment.namespace, images: [], source };
  };
  const rows: Row[] = [
    support('cluster', 'cluster', environmentFile),
    ...(hasShared(platform, resolved) ? [support('shared', 'shared', environmentFile)] : []),
    ...(Object.keys(platform.gates ?? {}).length > 0 ? [support('analysis', 'analysis', platformFile)] : []),
    ...chartRows(platform, resolved, releaseFile),
    ...Object.keys(platform.foundations?.gateways ?? {}).map((name) =>
      support(`gateway-${name}`, 'gateway', platformFile),
    ),
    ...(platform.foundations?.alerts ? [support('alerts', 'alerts', platformFile)] : []),
    ...notificationRows(platform, platformFile),
    ...backupRows(fleet, platform, resolved, releaseFile),
    ...workloadRows(platform, resolved, releaseFile),
  ];
  return rows.map((row) => ({
    platform: platform.name,
    environment: environment.name,
    tier: environment.tier,
    cluster: environment.cluster,
    application: `${platform.name}-${environment.name}-${row.part}`,
    sync: environment.sync.mode,
    ...(row.kind === 'chart' ? {} : { folder: `${platform.name}/${environment.name}/${row.part}` }),
    ...row,
  }));
}

/** What Argo Rollouts is told about telling: in its own namespace. */
const notificationRows = ({ foundations }: Platform, source: string): Row[] =>
  Object.values(foundations?.rolloutNotifications ?? {}).map((namespace) => {
    return { part: 'rollout-notifications', kind: 'notifications', namespace, images: [], source };
  });

/** `shared/` exists where there is something to share: default-deny for what runs here, a quota, secrets. */
function hasShared(platform: Platform, { environment, services, stateful }: ResolvedEnvironment): boolean {
  const secrets = Object.keys(platform.secrets ?? {}).length;
  return services.size + stateful.size + secrets > 0 || environment.quota !== undefined;
}

function chartRows(platform: Platform, { environment, charts }: ResolvedEnvironment, source: string): Row[] {
  return Object.entries(platform.charts ?? {}).flatMap(([part, chart]) => {
    const release = charts.get(part);
    if (!release) return [];
    const { version, from } = release;
    const images = [...release.images.values()].map(String);
    return [
      { part, kind: 'chart', namespace: chart.namespace ?? environment.namespace, version, images, source, from },
    ];
  });
}

/** In the environment that is on the cluster of Argo CD, and in the namespace of Argo CD. */
function backupRows(
  fleet: Fleet,
  platform: Platform,
  { environment, jobs }: ResolvedEnvironment,
  source: string,
): Row[] {
  if (platform.foundations?.backup === undefined || environment.cluster !== argocdClusterOf(fleet)) return [];
  const found = jobs.get('backup');
  const images = found ? [found.image.toString()] : [];
  return [{ part: 'backup', kind: 'backup', namespace: argocdNamespaceOf(fleet), images, source, from: found?.from }];
}

function workloadRows(platform: Platform, { environment, ...resolved }: ResolvedEnvironment, source: string): Row[] {
  const { namespace } = environment;
  const stateful = Object.keys(platform.stateful ?? {}).flatMap((part): Row[] => {
    const found = resolved.stateful.get(part);
    return found
      ? [{ part, kind: 'stateful', namespace, images: [found.image.toString()], source, from: found.from }]
      : [];
  });
  const services = Object.entries(platform.services ?? {}).flatMap(([part, { port }]): Row[] => {
    const found = resolved.services.get(part);
    if (!found) return [];
    const kind = port === undefined ? 'worker' : 'service';
    const strategy = describeStrategy(found.strategy);
    return [{ part, kind, namespace, images: [found.image.toString()], strategy, source, from: found.from }];
  });
  return [...stateful, ...services];
}
