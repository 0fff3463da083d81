import type { Chart } from 'cdk8s';
import { KubeLimitRange, KubeResourceQuota, Quantity } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Quota } from '../../model/environment.ts';
import { Manifest } from '../manifest.ts';
import { WAVE, wave } from '../sync-options.ts';

/** Quantities as the generated types want them. */
function quantities(amounts: Readonly<Record<string, string>>): Record<string, Quantity> {
  return Object.fromEntries(Object.entries(amounts).map(([name, amount]) => [name, Quantity.fromString(amount)]));
}

/**
 * A ResourceQuota for the namespace, and a LimitRange for pods that say nothing (analysis jobs, debug pods): under a
 * quota the API server refuses a pod without requests.
 */
export function addQuota(scope: Chart, quota: Quota): void {
  const metadata = { annotations: wave(WAVE.guardRails) };
  const hard = {
    'requests.cpu': quota.cpu,
    'requests.memory': quota.memory,
    pods: String(quota.pods),
    ...(quota.storage === undefined ? {} : { 'requests.storage': quota.storage }),
  };
  new Manifest(
    scope,
    'quota',
    KubeResourceQuota.manifest({ metadata: { name: 'quota', ...metadata }, spec: { hard: quantities(hard) } }),
  );
  new Manifest(
    scope,
    'defaults',
    KubeLimitRange.manifest({
      metadata: { name: 'defaults', ...metadata },
      spec: {
        limits: [
          {
            type: 'Container',
            defaultRequest: quantities({ cpu: '100m', memory: '128Mi' }),
            default: quantities({ memory: '256Mi' }),
          },
        ],
      },
    }),
  );
}
