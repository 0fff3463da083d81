import type { Construct } from 'constructs';
import { IntOrString, KubePodDisruptionBudget } from 'cdk8s-plus-28/lib/imports/k8s';
import { Manifest } from '../manifest.ts';
import { WAVE } from '../sync-options.ts';
import type { Identity } from './identity.ts';

/**
 * A PodDisruptionBudget that lets a node be drained and keeps the rest serving. It never names a least number of pods,
 * which would block a drain after scaling down; and pods that are broken anyway do not block one.
 */
export function addDisruptionBudget(scope: Construct, id: Identity, maxUnavailable: number | `${number}%`): void {
  new Manifest(
    scope,
    'pdb',
    KubePodDisruptionBudget.manifest({
      metadata: id.metadata(WAVE.supports),
      spec: {
        maxUnavailable:
          typeof maxUnavailable === 'number'
            ? IntOrString.fromNumber(maxUnavailable)
            : IntOrString.fromString(maxUnavailable),
        selector: { matchLabels: id.selector },
        unhealthyPodEvictionPolicy: 'AlwaysAllow',
      },
    }),
  );
}
