import { Quantity, type ResourceRequirements } from 'cdk8s-plus-28/lib/imports/k8s';
import { ProblemError } from '../../model/issue.ts';
import { cpuCores, memoryBytes } from '../../model/quantity.ts';
import type { Resources } from '../../model/workload.ts';

function checkLimit(what: string, request: string, limit: string | undefined, amount: (text: string) => number): void {
  const least = amount(request);
  if (limit === undefined || amount(limit) >= least) return;
  throw new ProblemError({
    code: 'resources/limit-below-request',
    message: `the ${what} limit must be at least the request of ${request}, got ${limit}`,
    fix: `raise the limit to ${request}, or lower the request`,
  });
}

/**
 * Requests and limits of a container. Without a memory limit it may use what it requested.
 * @throws ProblemError `quantity/invalid`, `resources/limit-below-request`
 */
export function containerResources({ requests, limits = {} }: Resources): ResourceRequirements {
  checkLimit('cpu', requests.cpu, limits.cpu, cpuCores);
  checkLimit('memory', requests.memory, limits.memory, memoryBytes);
  return {
    requests: { cpu: Quantity.fromString(requests.cpu), memory: Quantity.fromString(requests.memory) },
    limits: {
      ...(limits.cpu === undefined ? {} : { cpu: Quantity.fromString(limits.cpu) }),
      memory: Quantity.fromString(limits.memory ?? requests.memory),
    },
  };
}
