import type { Fleet } from '../../model/fleet.ts';
import type { Issue } from '../../model/issue.ts';
import type { Platform } from '../../model/platform.ts';
import { checkApplicationNames } from './application-names.ts';
import { checkBackupPlace } from './backup.ts';
import { checkCalls } from './calls.ts';
import { checkCharts } from './charts.ts';
import { checkContainers } from './containers.ts';
import { checkClusterCredentials, checkCredentialNames, checkCredentials } from './credentials.ts';
import { checkDelivery } from './delivery.ts';
import { checkEnv, checkEnvironmentEnv } from './env.ts';
import { checkEnvironment } from './environment.ts';
import { checkFleet } from './fleet.ts';
import { checkFoundations } from './foundations.ts';
import { checkGates } from './gates.ts';
import { checkHosts, checkRoutes } from './hosts.ts';
import { checkNames } from './names.ts';
import { checkNamespaces } from './namespaces.ts';
import { checkNotifications } from './notifications.ts';
import { checkProbes } from './probes.ts';
import { checkProject } from './project.ts';
import { checkSealed, checkSecrets } from './secrets.ts';
import { checkSilence } from './silence.ts';
import { checkEnvironmentNotify, checkPlatformNotify } from './subscriptions.ts';
import { checkSync } from './sync.ts';
import { DataReport } from './data-report.ts';
import {
  environmentFile,
  type EnvironmentSubject,
  FLEET_FILE,
  isActive,
  platformFile,
  type PlatformSubject,
} from './subject.ts';

const OF_FLEET = [
  checkApplicationNames,
  checkNamespaces,
  checkRoutes,
  checkCredentialNames,
  checkClusterCredentials,
  checkBackupPlace,
  checkSilence,
] as const;

const OF_PLATFORM: readonly ((subject: PlatformSubject) => void)[] = [
  checkNames,
  checkContainers,
  checkProbes,
  checkCalls,
  checkEnv,
  checkSecrets,
  checkCredentials,
  checkGates,
  checkCharts,
  checkDelivery,
  checkProject,
  checkFoundations,
  checkPlatformNotify,
];

const OF_ENVIRONMENT: readonly ((subject: EnvironmentSubject) => void)[] = [
  checkEnvironment,
  checkSync,
  checkHosts,
  checkEnvironmentEnv,
  checkSealed,
  checkEnvironmentNotify,
];

function checkPlatform(fleet: Fleet, platform: Platform, index: number, reportOf: (file: string) => DataReport): void {
  const named = typeof platform.name === 'string';
  const report = named ? reportOf(platformFile(platform.name)) : reportOf(FLEET_FILE);
  if (!named) report.wrong(`platforms[${index}].name`, 'text', platform.name);
  for (const check of OF_PLATFORM)
    report.guard('', () => {
      check({ fleet, platform, report });
    });
  // An inactive environment is declared, and checked for nothing but its name.
  report.items('environments', platform.environments, (environment) => {
    if (!isActive(environment)) return;
    const own = reportOf(environmentFile(platform.name, environment.name));
    for (const check of OF_ENVIRONMENT)
      own.guard('', () => {
        check({ fleet, platform, environment, report: own });
      });
  });
  if (platform.environments.length === 0)
    report.wrong('environments', 'a list with an environment in it', platform.environments);
}

/** Checks everything that is written in TypeScript. Never throws: data of the wrong shape is an issue too. */
export function checkData(fleet: Fleet): readonly Issue[] {
  const issues: Issue[] = [];
  const reportOf = (file: string): DataReport => new DataReport(file, issues);
  const report = reportOf(FLEET_FILE);
  report.guard('', () => {
    checkFleet(fleet, report);
  });
  report.guard('notifications', () => {
    checkNotifications(fleet, report);
  });
  report.guard('platforms', () => {
    report.items('platforms', fleet.platforms, (platform, at, index) => {
      report.guard(at, () => {
        checkPlatform(fleet, platform, index, reportOf);
      });
    });
    for (const check of OF_FLEET)
      report.guard('platforms', () => {
        check(fleet, reportOf);
      });
  });
  return issues;
}
