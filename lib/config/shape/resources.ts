import type { Quantity } from '../../model/quantity.ts';
import { cpuCores, memoryBytes } from '../../model/quantity.ts';
import type { Resources } from '../../model/workload.ts';
import { block, type Issues, note } from './block.ts';
import { bytes, cpu } from './values.ts';

function notBelow(
  context: Issues,
  name: string,
  limit: Quantity | undefined,
  request: Quantity,
  amount: (text: Quantity) => number,
): void {
  if (limit === undefined || amount(limit) >= amount(request)) return;
  note(
    context,
    {
      code: 'resources/limit-below-request',
      message: `must be at least the request of ${request}, got ${limit}`,
      fix: 'raise the limit, or lower the request',
    },
    ['limits', name],
  );
}

const requests = block(
  { cpu: cpu('CPU'), memory: bytes('Memory', '512Mi') },
  { description: 'What the scheduler reserves for each pod.' },
);

const limits = block(
  { cpu: cpu('CPU').optional(), memory: bytes('Memory', '512Mi').optional() },
  { description: 'The most that each pod may use. Default: memory as requested, CPU unlimited.' },
);

/** What one container asks for and may use at most. */
export const resources = block(
  { requests, limits: limits.optional() },
  { description: 'CPU and memory of each pod: what is reserved, and the most it may use.' },
)
  .superRefine(({ requests: wanted, limits: most }, context) => {
    notBelow(context, 'cpu', most?.cpu, wanted.cpu, cpuCores);
    notBelow(context, 'memory', most?.memory, wanted.memory, memoryBytes);
  })
  .transform((value): Resources => value);
