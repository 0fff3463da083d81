import type { AppProjectSpecSyncWindows } from '@cdk8s/argo';
import type { SyncWindow } from '../../model/sync.ts';

/** The windows of one environment. Cluster and namespace together select it exactly; a name pattern could match a neighbour. */
export function syncWindows(
  windows: readonly SyncWindow[],
  cluster: string,
  namespaces: readonly string[],
): AppProjectSpecSyncWindows[] {
  return windows.map((window) => ({
    kind: window.kind,
    schedule: window.schedule,
    duration: window.duration,
    timeZone: window.timeZone ?? 'Etc/UTC',
    manualSync: window.manualSync,
    clusters: [cluster],
    namespaces: [...namespaces],
    andOperator: true,
    description: window.description,
  }));
}
