import { argocdClusterOf } from '../../model/argocd-place.ts';
import { type Backup, BACKUP_MAX_AGE } from '../../model/backup.ts';
import { cronSchedule } from '../../model/cron.ts';
import { longestGap } from '../../model/cron-gap.ts';
import { seconds } from '../../model/duration.ts';
import type { Fleet } from '../../model/fleet.ts';
import { ProblemError } from '../../model/issue.ts';
import { memoryBytes } from '../../model/quantity.ts';
import { cidrProblem } from './cidr.ts';
import type { DataReport } from './data-report.ts';
import { publicKeyProblem } from './public-key.ts';
import { isActive, platformFile } from './subject.ts';
import { checkTimeZone } from './sync.ts';

const AT = 'foundations.backup';

/** The code says what it is about: a schedule of windows is read alike. @throws ProblemError `backup/schedule` */
function schedule(text: string): void {
  try {
    cronSchedule(text);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    const { code, message } = error.problem;
    const fix = 'write minute, hour, day of the month, month, day of the week: 15 2 * * *';
    throw new ProblemError({ code: code === 'window/schedule' ? 'backup/schedule' : code, message, fix });
  }
}

/** An alert that fires between two backups that both succeed would teach people not to look. */
function checkAge({ schedule: text, maxAge = BACKUP_MAX_AGE }: Backup, report: DataReport): void {
  const gap = longestGap(cronSchedule(text));
  if (seconds(maxAge) > gap) return;
  report.add(`${AT}.maxAge`, {
    code: 'backup/max-age',
    message: `must be longer than the longest wait from one backup to the next, ${String(gap / 3600)}h, got ${maxAge}`,
    fix: 'back up more often, or allow more',
  });
}

/** How Argo CD is backed up. */
export function checkBackup(backup: Backup | undefined, report: DataReport): void {
  if (backup === undefined) return;
  const runs = report.rule(`${AT}.schedule`, backup.schedule, schedule);
  checkTimeZone(backup.timeZone, `${AT}.timeZone`, report);
  report.duration(`${AT}.maxAge`, backup.maxAge);
  if (backup.keepDays !== undefined) report.whole(`${AT}.keepDays`, backup.keepDays, 1, 3650);
  if (backup.storage !== undefined) report.rule(`${AT}.storage`, backup.storage, memoryBytes);
  if (backup.storageClass !== undefined) report.text(`${AT}.storageClass`, backup.storageClass);
  if (backup.apiServer !== undefined) {
    const { cidr, port } = backup.apiServer;
    const problem = report.text(`${AT}.apiServer.cidr`, cidr) ? cidrProblem(cidr) : undefined;
    if (problem) report.add(`${AT}.apiServer.cidr`, problem);
    report.whole(`${AT}.apiServer.port`, port, 1, 65535);
  }
  if (report.text(`${AT}.publicKey`, backup.publicKey)) {
    const problem = publicKeyProblem(backup.publicKey);
    if (problem) report.add(`${AT}.publicKey`, problem);
  }
  if (runs) {
    report.guard(`${AT}.maxAge`, () => {
      checkAge(backup, report);
    });
  }
}

/** There is one Argo CD, and so one backup: in the one environment on its cluster. */
export function checkBackupPlace(fleet: Fleet, reportOf: (file: string) => DataReport): void {
  const cluster = argocdClusterOf(fleet);
  const taken: string[] = [];
  for (const { name, environments, foundations } of fleet.platforms) {
    if (foundations?.backup === undefined) continue;
    const own = environments.filter((environment) => isActive(environment) && environment.cluster === cluster);
    const names = own.map((environment) => `${name}/${environment.name}`);
    taken.push(...names);
    if (names.length > 0 && taken.length === 1) continue;
    reportOf(platformFile(name)).add(AT, {
      code: 'backup/place',
      message: `must have one environment to be in, on ${cluster} where Argo CD runs, got ${taken.join(', ') || 'none'}`,
      fix: 'keep it in the platform of the administrators, which has one environment for each cluster',
    });
  }
}
