import type { Environment } from '../../model/environment.ts';
import type { Fleet } from '../../model/fleet.ts';
import type { Platform } from '../../model/platform.ts';
import type { DataReport } from './data-report.ts';

/** A platform that is being checked, and where to note what is wrong in its `platform.ts`. */
export interface PlatformSubject {
  readonly fleet: Fleet;
  readonly platform: Platform;
  readonly report: DataReport;
}

/** An active environment that is being checked, and where to note what is wrong in its `environment.ts`. */
export interface EnvironmentSubject extends PlatformSubject {
  readonly environment: Environment;
}

/** Whether an environment has any output. */
export const isActive = (environment: Environment): boolean => environment.active !== false;

/** Where a platform is edited. */
export const platformFile = (platform: string): string => `environments/${platform}/platform.ts`;

/** Where an environment is edited. */
export const environmentFile = (platform: string, environment: string): string =>
  `environments/${platform}/${environment}/environment.ts`;

/** Where the fleet is edited. */
export const FLEET_FILE = 'environments/index.ts';

/** Services and stateful parts by name, in that order. */
export const containersOf = (platform: Platform) => ({ ...platform.services, ...platform.stateful });
