import type { Chart } from 'cdk8s';
import { PrometheusRule } from '../../../imports/monitoring.coreos.com.ts';
import type { Backup } from '../../model/backup.ts';
import type { Alerts } from '../../model/platform.ts';
import { Manifest } from '../manifest.ts';
import { rule } from './alert-rule.ts';
import { backupRules } from './backup-alerts.ts';

const DEFAULTS = { outOfSync: '10m', degraded: '5m', progressing: '30m' } as const;
/** How long something that happened, and is no state, is told. */
const SPAN = '15m';

/** Counts that have grown. A series that is new counts from nothing, which `increase` does not see. */
const grown = (series: string): string =>
  `increase(${series}[${SPAN}]) > 0 or (${series} unless ${series} offset ${SPAN}) > 0`;

/** On the metrics of Argo CD 3.5: the gauges of an Application's sync status and health were removed in 3.0. */
function argocdRules(
  { outOfSync, degraded, progressing }: Required<Omit<Alerts, 'paused'>>,
  rolling: readonly string[],
) {
  const late = 'argocd_app_info{sync_status!="Synced"';
  const app = '{{ $labels.name }}';
  return [
    rule(
      'ArgoCdAbsent',
      'absent(argocd_app_info)',
      '5m',
      'critical',
      'No Argo CD tells of any Application: nothing is synced',
    ),
    rule(
      'ArgoCdApplicationOutOfSync',
      // One that a person syncs may wait for that person.
      [`${late},autosync_enabled="true"} == 1`]
        .concat(rolling.length > 0 ? [`${late},name=~"(${rolling.join('|')})-.+"} == 1`] : [])
        .join(' or '),
      outOfSync,
      'warning',
      `${app} should be synced by Argo CD, and is not`,
    ),
    rule(
      'ArgoCdApplicationUnknown',
      'argocd_app_info{sync_status="Unknown"} == 1',
      outOfSync,
      'warning',
      `Argo CD cannot compare ${app} with git: its folder may have left`,
    ),
    rule(
      'ArgoCdApplicationDegraded',
      'argocd_app_info{health_status=~"Degraded|Missing|Unknown"} == 1',
      degraded,
      'critical',
      `${app} is {{ $labels.health_status }}`,
    ),
    rule(
      'ArgoCdApplicationStuck',
      'argocd_app_info{health_status="Progressing"} == 1',
      progressing,
      'warning',
      `${app} is Progressing, and does not get on`,
    ),
    rule(
      'ArgoCdSyncFailed',
      grown('argocd_app_sync_total{phase=~"Error|Failed",dry_run="false"}'),
      undefined,
      'warning',
      `A sync of ${app} ended in {{ $labels.phase }}`,
    ),
    rule(
      'ArgoCdRepositoryUnreachable',
      grown('argocd_git_fetch_fail_total'),
      undefined,
      'warning',
      'Argo CD cannot fetch {{ $labels.repo }}: commits do not arrive',
    ),
    rule(
      'ArgoCdClusterUnreachable',
      'argocd_cluster_connection_status == 0',
      '5m',
      'critical',
      'Argo CD cannot reach {{ $labels.server }}',
    ),
  ];
}

function rolloutRules(degraded: string, paused: string) {
  // A ServiceMonitor that does not honor labels calls the metric's own namespace so.
  const rollout = '{{ or $labels.exported_namespace $labels.namespace }}/{{ $labels.name }}';
  return [
    rule(
      'RolloutDegraded',
      'rollout_info{phase="Degraded"} == 1',
      degraded,
      'critical',
      `${rollout} is Degraded: users get the old version, git asks for the new one`,
    ),
    rule(
      'RolloutPaused',
      'rollout_info{phase="Paused"} == 1',
      paused,
      'warning',
      `${rollout} has been paused for longer than any of its steps: it waits for a person`,
    ),
    rule(
      'RolloutAborted',
      grown('rollout_events_total{type="Warning",reason="RolloutAborted"}'),
      undefined,
      'warning',
      `${rollout} was aborted`,
    ),
    rule(
      'AnalysisRunError',
      // The run stays for days; it is told for a while after it came.
      `analysis_run_info{phase="Error"} == 1 unless analysis_run_info{phase="Error"} offset ${SPAN} == 1`,
      undefined,
      'warning',
      `${rollout}: an analysis could not measure`,
    ),
  ];
}

/** What is told depends on what runs in the cluster. */
export interface Watched {
  /** How long a Rollout may be paused. */
  readonly paused: string;
  /** Argo CD with its backup. @default - it runs in another cluster */
  readonly argocd?: {
    readonly namespace: string;
    readonly backup?: Backup;
    /** First words of the Applications whose syncs an ApplicationSet starts: Argo CD says that nothing is automatic there. */
    readonly rolling: readonly string[];
  };
}

/**
 * Adds what somebody is told of Argo CD and Argo Rollouts.
 * @param labels by which the Prometheus operator finds rules
 */
export function addAlerts(
  chart: Chart,
  alerts: Alerts,
  labels: Readonly<Record<string, string>>,
  { paused, argocd }: Watched,
): void {
  const times = { ...DEFAULTS, ...alerts };
  const backups = argocd?.backup ? backupRules(argocd.namespace, argocd.backup) : [];
  new Manifest(
    chart,
    'rules',
    PrometheusRule.manifest({
      metadata: { name: 'argocd', labels: { ...labels } },
      spec: {
        groups: [
          ...(argocd ? [{ name: 'argocd', rules: argocdRules(times, argocd.rolling) }] : []),
          ...(backups.length > 0 ? [{ name: 'argocd-backup', rules: backups }] : []),
          { name: 'argo-rollouts', rules: rolloutRules(times.degraded, alerts.paused ?? paused) },
        ],
      },
    }),
  );
}
