import type { PrometheusRuleSpecGroupsRules } from '../../../imports/monitoring.coreos.com.ts';
import { type Backup, BACKUP_MAX_AGE } from '../../model/backup.ts';
import { seconds } from '../../model/duration.ts';
import { rule } from './alert-rule.ts';
import { BACKUP } from './backup.ts';

/** On the metrics of kube-state-metrics. A job that never succeeded has no time of its last success: it counts from its birth. */
export function backupRules(
  namespace: string,
  { maxAge = BACKUP_MAX_AGE }: Pick<Backup, 'maxAge'>,
): PrometheusRuleSpecGroupsRules[] {
  const of = (metric: string): string => `kube_cronjob_${metric}{namespace="${namespace}",cronjob="${BACKUP}"}`;
  const succeeded = `(${of('status_last_successful_time')} or ${of('created')})`;
  return [
    rule(
      'ArgoCdBackupMissing',
      `time() - ${succeeded} > ${String(seconds(maxAge))} or absent(${of('created')})`,
      '15m',
      'critical',
      `Argo CD has had no backup for ${maxAge}, or nobody makes one`,
    ),
    rule(
      'ArgoCdBackupFailed',
      `${of('status_last_schedule_time')} > ${succeeded}`,
      // It may be tried again for a quarter of an hour.
      '30m',
      'warning',
      'The last backup of Argo CD did not succeed',
    ),
  ];
}
