import { argocdClusterOf } from '../../model/argocd-place.ts';
import type { Fleet } from '../../model/fleet.ts';
import type { Platform } from '../../model/platform.ts';
import type { DataReport } from './data-report.ts';
import { isActive, platformFile } from './subject.ts';

/** Whether alerts of a platform reach the Prometheus that knows of Argo CD: that of its own cluster. */
const hears = ({ environments, foundations }: Platform, cluster: string): boolean =>
  foundations?.alerts !== undefined &&
  environments.some((environment) => isActive(environment) && environment.cluster === cluster);

/** What fails or grows old without anybody being told: it may be meant so, but hardly ever is. */
export function checkSilence(fleet: Fleet, reportOf: (file: string) => DataReport): void {
  const cluster = argocdClusterOf(fleet);
  const heard = fleet.platforms.some((platform) => hears(platform, cluster));
  for (const { name, foundations, credentials = {} } of fleet.platforms) {
    if (!heard && Object.keys(credentials).length > 0) {
      reportOf(platformFile(name)).warn('credentials', {
        code: 'credential/no-alert',
        message: `must have somebody who is told when they are too old, no platform on ${cluster} has foundations.alerts`,
        fix: 'add foundations.alerts to the platform of the administrators: {} takes every default',
      });
    }
    // Its alerts stand beside it, since no other platform knows how old it may be.
    if (foundations?.backup !== undefined && foundations.alerts === undefined) {
      reportOf(platformFile(name)).warn('foundations.backup', {
        code: 'backup/no-alert',
        message: 'must have somebody who is told when it fails, the platform has no foundations.alerts',
        fix: 'add foundations.alerts beside it: {} takes every default',
      });
    }
  }
}
