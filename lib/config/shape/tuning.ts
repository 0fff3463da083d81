import { z } from 'zod';
import { DEFAULT_SAMPLING, type Sampling } from '../../model/gate.ts';
import { isMap } from '../../model/map.ts';
import { type RollingStrategy, Strategy } from '../../model/strategy.ts';
import type { ServiceTuning, StatefulTuning } from '../../model/workload.ts';
import { block, type Issues, note } from './block.ts';
import { type Parts, workloads } from './parts.ts';
import { MISSING_PART, missingParts, unknownPart } from './release.ts';
import { resources } from './resources.ts';
import { blueGreen, canary, surge } from './strategy.ts';
import { bytes, duration } from './values.ts';

/** What a service's block may know about the platform. */
interface Surroundings {
  readonly gates?: readonly string[];
  /** Whether the service has a port, and so traffic that can be shifted. */
  readonly traffic: boolean;
}

const STRATEGIES = ['canary', 'rolling', 'blueGreen'] as const;
/** No two strategies side by side, for editors. */
const ONE_STRATEGY = {
  allOf: STRATEGIES.flatMap((one, index) =>
    STRATEGIES.slice(index + 1).map((other) => ({ not: { required: [one, other] } })),
  ),
};

const pods = (description: string) =>
  z
    .int()
    .min(1)
    .max(1000)
    .meta({ description, examples: [3] });

const replicas = z
  .union([
    pods('A fixed number of pods, 1 to 1000.').transform((count) => ({ count })),
    block(
      {
        min: pods('Fewest pods, 1 to 1000.'),
        max: pods('Most pods, up to 1000.'),
        targetCpuPercent: z
          .int()
          .min(1)
          .max(100)
          .meta({
            description: 'Average CPU use, in percent of the request, at which pods are added.',
            examples: [70],
          }),
      },
      { description: 'A range in which the autoscaler moves.' },
    ).superRefine(({ min, max }, context) => {
      if (min <= max) return;
      note(context, { code: 'replicas/range', message: `must be at least min, which is ${min}, got ${max}` }, ['max']);
    }),
  ])
  .meta({ description: 'How many pods: a fixed number, or a range that follows CPU use.' });

/** Exactly one strategy, and one that the service can have. */
function checkStrategies(value: unknown, traffic: boolean, context: Issues): void {
  if (!isMap(value)) return;
  const [first, ...more] = STRATEGIES.filter((name) => Object.hasOwn(value, name));
  for (const name of more) {
    const message = `must be the only strategy, ${String(first)} is there as well`;
    note(
      context,
      { code: 'strategy/several', message, fix: 'keep one of canary, rolling and blueGreen' },
      [name],
      true,
    );
  }
  if (!traffic && first !== undefined && first !== 'rolling') {
    const message = 'must not be used by a service without a port: it has no traffic to shift';
    const fix = 'use rolling, or leave the strategy out: rolling is the default';
    note(context, { code: 'strategy/worker-without-traffic', message, fix }, [first], true);
  }
  if (Object.hasOwn(value, 'surge') && first !== 'canary') {
    const message = 'belongs to canary, which is not there';
    note(
      context,
      { code: 'strategy/surge', message, fix: 'write maxSurge and maxUnavailable under rolling' },
      ['surge'],
      true,
    );
  }
}

/** How one service runs. */
const serviceTuning = ({ gates, traffic }: Surroundings) =>
  block(
    {
      replicas,
      resources,
      canary: canary(gates).optional(),
      surge: surge('How many pods a canary may add and take away at once.').optional(),
      rolling: surge('Replaces pods a few at a time; nothing is measured. The default.').optional(),
      blueGreen: blueGreen(gates).optional(),
    },
    { description: 'How one service runs here.', missing: MISSING_PART },
  )
    .superRefine(
      (value: unknown, context) => {
        checkStrategies(value, traffic, context);
      },
      { when: () => true },
    )
    .meta({ description: 'How one service runs here.', ...ONE_STRATEGY })
    .transform((value) => ({ kind: 'service' as const, tuning: tuningOf(value) }));

interface ReadTuning extends Omit<ServiceTuning, 'strategy'> {
  readonly canary?: Parameters<typeof Strategy.canary>[0] | undefined;
  readonly surge?: RollingStrategy | undefined;
  readonly rolling?: RollingStrategy | undefined;
  readonly blueGreen?: ReturnType<typeof Strategy.blueGreen> | undefined;
}

function tuningOf(read: ReadTuning): ServiceTuning {
  const strategy =
    read.canary === undefined
      ? (read.blueGreen ?? read.rolling ?? Strategy.rolling())
      : Strategy.canary(read.canary, read.surge?.surge);
  return { replicas: read.replicas, resources: read.resources, strategy };
}

/** How one stateful part runs. */
const statefulTuning = block(
  {
    replicas: pods('A fixed number of pods, 1 to 1000: each has a volume of its own.').transform((count) => ({
      count,
    })),
    resources,
    storage: bytes('Size of the volume of each pod, which can grow but never shrink', '20Gi'),
  },
  { description: 'How one stateful part runs here.', missing: MISSING_PART },
).transform((tuning: StatefulTuning) => ({ kind: 'stateful' as const, tuning }));

const count = (least: number, description: string, example: number) =>
  z
    .int()
    .min(least)
    .max(1000)
    .meta({ description, examples: [example] });

const sampling = block(
  {
    interval: duration('Time between two measurements', DEFAULT_SAMPLING.interval),
    count: count(1, 'Measurements in all.', DEFAULT_SAMPLING.count),
    failureLimit: count(0, 'Misses tolerated; one more fails the gate. Below `count`.', DEFAULT_SAMPLING.failureLimit),
  },
  {
    description:
      'How often the gates of this environment measure. Default: every minute, five times, one miss tolerated.',
  },
)
  .superRefine((value, context) => {
    if (value.count < 1 || value.failureLimit < value.count) return;
    const message = `must be below count, which is ${value.count}, got ${value.failureLimit}`;
    note(
      context,
      { code: 'sampling/failure-limit', message, fix: 'a gate that tolerates every miss measures nothing' },
      ['failureLimit'],
    );
  })
  .transform((value): Sampling => value)
  .optional();

const SERVICES = 'Services and stateful parts of the platform, by name.';
const FILE = 'How a platform runs in one environment. Edited by people and bots, never promoted.';

/** The shape of `tuning.yaml` for a platform. */
export function tuningShape(parts: Parts) {
  const { gates } = parts;
  const reached = serviceTuning({ gates, traffic: true });
  const worker = serviceTuning({ gates, traffic: false });
  const blocks: Record<string, typeof reached | typeof statefulTuning> = {};
  for (const [name, { traffic }] of parts.services) blocks[name] = traffic ? reached : worker;
  for (const name of parts.stateful) blocks[name] = statefulTuning;
  const services = block(blocks, {
    description: SERVICES,
    unknown: unknownPart,
    missing: missingParts(workloads(parts)),
  });
  const needed = workloads(parts).length > 0;
  return block({ sampling, services: needed ? services : services.optional() }, { description: FILE });
}

/** The shape of `tuning.yaml` for any platform: what an editor can know. */
export function anyTuningShape() {
  const any = z.union([serviceTuning({ traffic: true }), statefulTuning]);
  return block(
    { sampling, services: z.record(z.string(), any).meta({ description: SERVICES }).optional() },
    { description: FILE },
  );
}
