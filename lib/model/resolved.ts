import type { ChartRelease } from './chart.ts';
import type { Environment } from './environment.ts';
import type { Cluster, Fleet } from './fleet.ts';
import type { Sampling } from './gate.ts';
import type { Platform } from './platform.ts';
import type { ServiceRelease, ServiceTuning, StatefulTuning } from './workload.ts';

/** An active environment with its two YAML files read: everything that its manifests need, every name known to exist. */
export interface ResolvedEnvironment {
  readonly environment: Environment;
  readonly cluster: Cluster;
  readonly services: ReadonlyMap<string, ServiceRelease & ServiceTuning>;
  readonly stateful: ReadonlyMap<string, ServiceRelease & StatefulTuning>;
  readonly charts: ReadonlyMap<string, ChartRelease>;
  /** What runs now and then: the backup. */
  readonly jobs: ReadonlyMap<string, ServiceRelease>;
  readonly sampling: Sampling;
}

export interface ResolvedPlatform {
  readonly platform: Platform;
  /** The active ones, in order of promotion. */
  readonly environments: readonly ResolvedEnvironment[];
}

/** A fleet that has passed every check of its data. */
export interface ResolvedFleet {
  readonly fleet: Fleet;
  readonly platforms: readonly ResolvedPlatform[];
}
