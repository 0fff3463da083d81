import type { ApplicationSpecSyncPolicy } from '@cdk8s/argo';
import type { Retry, SyncPolicy } from '../../model/sync.ts';

const AUTOMATIC_RETRY: Retry = { limit: 5, duration: '5s', factor: 2, maxDuration: '3m' };
const MANUAL_RETRY: Retry = { limit: 3, duration: '10s', factor: 2, maxDuration: '5m' };

/** How what is pruned goes: after or before what depends on it. */
export type Propagation = 'foreground' | 'background';

/** Options of every Application: prune last, and never share an object with another one. */
const COMMON = [
  // An unchanged object is not applied again. For a route this matters most: its weights belong to the Rollouts
  // controller, are ignored in the comparison, and so stay untouched until the route itself changes.
  'ApplyOutOfSyncOnly=true',
  'FailOnSharedResource=true',
  'PruneLast=true',
];

/** An Application's `syncPolicy`, with the options that hold for all of them and those given. */
export function syncPolicy(
  sync: SyncPolicy,
  more: readonly string[] = [],
  propagation: Propagation = 'foreground',
): ApplicationSpecSyncPolicy {
  const retry = sync.retry ?? (sync.mode === 'automatic' ? AUTOMATIC_RETRY : MANUAL_RETRY);
  const options = [
    ...COMMON,
    `PrunePropagationPolicy=${propagation}`,
    ...more,
    ...(sync.serverSideApply ? ['ServerSideApply=true'] : []),
  ];
  return {
    // `allowEmpty: false`: a broken commit that leaves a folder empty prunes nothing.
    automated:
      sync.mode === 'automatic'
        ? { enabled: true, prune: sync.prune ?? true, selfHeal: sync.selfHeal ?? true, allowEmpty: false }
        : undefined,
    retry: {
      limit: retry.limit,
      // Without it a fixing commit waits until the retries of the broken one are used up.
      refresh: true,
      backoff: { duration: retry.duration, factor: retry.factor, maxDuration: retry.maxDuration },
    },
    syncOptions: [...new Set(options)].sort(),
  };
}
