import type { Construct } from 'constructs';
import { KubeHorizontalPodAutoscalerV2 } from 'cdk8s-plus-28/lib/imports/k8s';
import type { Replicas } from '../../model/workload.ts';
import { Manifest } from '../manifest.ts';
import { WAVE } from '../sync-options.ts';
import type { Identity } from './identity.ts';

/**
 * A HorizontalPodAutoscaler on the Rollout, in its wave: before the Rollout there is nothing to scale, and it would be
 * Degraded. It adds pods at once and takes them away slowly.
 */
export function addAutoscaler(
  scope: Construct,
  id: Identity,
  replicas: Exclude<Replicas, { readonly count: number }>,
): void {
  new Manifest(
    scope,
    'hpa',
    KubeHorizontalPodAutoscalerV2.manifest({
      metadata: id.metadata(WAVE.workload),
      spec: {
        scaleTargetRef: { apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout', name: id.name },
        minReplicas: replicas.min,
        maxReplicas: replicas.max,
        metrics: [
          {
            type: 'Resource',
            resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: replicas.targetCpuPercent } },
          },
        ],
        behavior: {
          scaleDown: {
            stabilizationWindowSeconds: 300,
            policies: [{ type: 'Percent', value: 25, periodSeconds: 60 }],
          },
        },
      },
    }),
  );
}
