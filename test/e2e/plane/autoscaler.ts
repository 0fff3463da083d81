import type { KubeObject } from '../../../lib/model/synthesis.ts';
import type { Api, Followed } from './api.ts';

interface Autoscaler extends KubeObject {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: {
    readonly scaleTargetRef: { readonly apiVersion: string; readonly kind: string; readonly name: string };
    readonly minReplicas?: number;
    readonly maxReplicas: number;
  };
}

interface Scaled extends KubeObject {
  readonly metadata: { readonly name: string; readonly namespace: string };
  readonly spec: { readonly replicas?: number };
}

/**
 * Plays the part of the horizontal pod autoscaler that needs no metrics: brings what it scales within its bounds. A
 * Rollout whose git names no replicas would stay at one pod, beside a canary that keeps two: never done, and Degraded
 * after its deadline.
 */
export async function keepBounds(api: Api): Promise<void> {
  const autoscalers: Followed<Autoscaler> = await api.follow('autoscaling/v2', 'HorizontalPodAutoscaler');
  const rollouts: Followed<Scaled> = await api.follow('argoproj.io/v1alpha1', 'Rollout');
  const bring = ({ metadata: { namespace }, spec: { scaleTargetRef, minReplicas = 1, maxReplicas } }: Autoscaler) => {
    const replicas = rollouts.get(scaleTargetRef.name, namespace)?.spec.replicas;
    // None: it is being made. Zero: a person has switched the autoscaler off.
    if (scaleTargetRef.kind !== 'Rollout' || replicas === undefined || replicas === 0) return;
    const wanted = Math.min(Math.max(replicas, minReplicas), maxReplicas);
    if (wanted === replicas) return;
    // It comes again with the next change, or the plane is going down.
    void api.merge({ ...scaleTargetRef, namespace }, { spec: { replicas: wanted } }, 'scale').catch(() => undefined);
  };
  const bringAll = ({ metadata }: KubeObject): void => {
    autoscalers.list(metadata.namespace).forEach(bring);
  };
  for (const verb of ['add', 'update'] as const) {
    autoscalers.on(verb, bringAll);
    rollouts.on(verb, bringAll);
  }
}
