import type { KubeObject } from '../../lib/model/synthesis.ts';
import { cpuCores, memoryBytes } from '../../lib/model/quantity.ts';
import { objectAt, pathsBelow, type Workload } from './platform.ts';

/** What all pods of an environment ask for together. */
export interface Demand {
  readonly pods: number;
  /** Cores. */
  readonly cpu: number;
  /** GiB. */
  readonly memory: number;
}

interface Scaler {
  readonly spec: { readonly maxReplicas: number };
}

interface Quota {
  readonly spec: { readonly hard: Readonly<Record<string, string>> };
}

const GIB = 2 ** 30;

/** Most pods of a Rollout while it is updated: two full sets behind a router, else a quarter more (the surge), rounded up. */
function mostPods(path: string, { spec }: Workload): number {
  const scaler = path.replace('/Rollout-', '/HorizontalPodAutoscaler-');
  const replicas = spec.replicas ?? (objectAt(scaler) as KubeObject & Scaler).spec.maxReplicas;
  const { trafficRouting, maxSurge } = spec.strategy.canary ?? {};
  expect(maxSurge).toBe('25%');
  return trafficRouting === undefined ? replicas + Math.ceil(replicas / 4) : replicas * 2;
}

/** What an environment asks for at most: every service at the top of its range and in the middle of an update. */
export function demandOf(environment: string): Demand {
  let demand: Demand = { pods: 0, cpu: 0, memory: 0 };
  for (const path of pathsBelow(environment)) {
    const isRollout = path.includes('/Rollout-');
    if (!isRollout && !path.includes('/StatefulSet-')) continue;
    const workload = objectAt(path) as KubeObject & Workload;
    const pods = isRollout ? mostPods(path, workload) : (workload.spec.replicas ?? 1);
    const { requests } = workload.spec.template.spec.containers[0].resources;
    demand = {
      pods: demand.pods + pods,
      cpu: demand.cpu + pods * cpuCores(requests.cpu),
      memory: demand.memory + (pods * memoryBytes(requests.memory)) / GIB,
    };
  }
  return demand;
}

/** What the ResourceQuota of an environment allows. */
export function quotaOf(environment: string): Demand {
  const quota = objectAt(`${environment}/shared/ResourceQuota-quota.yaml`) as KubeObject & Quota;
  const { hard } = quota.spec;
  return {
    pods: Number(hard['pods']),
    cpu: cpuCores(hard['requests.cpu'] ?? ''),
    memory: memoryBytes(hard['requests.memory'] ?? '') / GIB,
  };
}

/**
 * Expects that the quota of an environment lets every update through and still means something: at least what is asked
 * for at most, and less than half as much again.
 */
export function expectFittingQuota(environment: string): void {
  const demand = demandOf(environment);
  const quota = quotaOf(environment);
  for (const what of ['pods', 'cpu', 'memory'] as const) {
    expect(demand[what]).toBeGreaterThan(0);
    expect(quota[what]).toBeGreaterThanOrEqual(demand[what]);
    expect(quota[what]).toBeLessThanOrEqual(demand[what] * 1.55);
  }
}
