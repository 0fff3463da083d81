import { ProblemError } from '../../model/issue.ts';
import type { Replicas } from '../../model/workload.ts';

/** The fewest and the most pods that serve at once, updates aside. */
export interface PodCount {
  readonly min: number;
  readonly max: number;
}

const isCount = (value: number, least: number): boolean => Number.isInteger(value) && value >= least;

/** Reads how many pods there are. @throws ProblemError `replicas/invalid`, `replicas/range` */
export function podCount(replicas: Replicas): PodCount {
  const problem = (message: string): ProblemError => new ProblemError({ code: 'replicas/invalid', message });
  if ('count' in replicas) {
    if (!isCount(replicas.count, 0)) throw problem(`count must be a whole number from 0 up, got ${replicas.count}`);
    return { min: replicas.count, max: replicas.count };
  }
  const { min, max, targetCpuPercent } = replicas;
  if (!isCount(min, 1)) throw problem(`min must be a whole number from 1 up, got ${min}`);
  if (!isCount(max, min)) {
    throw new ProblemError({
      code: 'replicas/range',
      message: `max must be at least min, which is ${min}, got ${max}`,
    });
  }
  if (!isCount(targetCpuPercent, 1))
    throw problem(`targetCpuPercent must be a whole number from 1 up, got ${targetCpuPercent}`);
  return { min, max };
}
