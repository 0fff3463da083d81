import { goDuration, type GoDuration } from './duration.ts';
import { ProblemError } from './issue.ts';

/** What a canary does at one weight before it goes on, in this order: wait, measure, ask a person. */
export interface CanaryStep {
  /** Share of the traffic for the new version, in percent, 1 to 99. A last step of 100 is implied: Rollouts promotes by itself. */
  readonly weight: number;
  /** How long traffic flows at this weight before anything is measured. @default - goes on at once */
  readonly wait?: GoDuration;
  /** Gates that must hold at this weight. @default - none */
  readonly gates?: readonly string[];
  /** Whether a person must let it go on (`pause: {}`). @default false */
  readonly approval?: boolean;
}

/** How many pods an update may add and take away at once. Not both 0. */
export interface Surge {
  /** Pods above the wanted number: a count or a percentage such as `25%`. @default '25%' */
  readonly maxSurge?: number | `${number}%`;
  /** Pods that may be missing: a count or a percentage such as `25%`. @default 0 */
  readonly maxUnavailable?: number | `${number}%`;
}

export interface BlueGreenOptions {
  /** Gates that must hold for the preview before traffic switches. @default - none */
  readonly gates?: readonly string[];
  /** Gates that must hold after traffic has switched; a failure switches back. @default - none */
  readonly gatesAfter?: readonly string[];
  /** Time after which it is promoted without a person; `'manual'` waits for one. @default - as soon as the gates hold */
  readonly promoteAfter?: GoDuration | 'manual';
  /** How long the old version is kept to switch back to. @default '5m' */
  readonly keepOld?: GoDuration;
}

const isNothing = (amount: number | string): boolean => /^0+%?$/.test(String(amount));

function checkedSurge(surge: Surge): Required<Surge> {
  const { maxSurge = '25%', maxUnavailable = 0 } = surge;
  for (const [field, amount] of Object.entries({ maxSurge, maxUnavailable })) {
    if (!/^\d{1,4}%?$/.test(String(amount))) {
      throw new ProblemError({
        code: 'strategy/surge',
        message: `${field} must be a whole number or a percentage like 25%, got ${JSON.stringify(amount)}`,
      });
    }
  }
  if (isNothing(maxSurge) && isNothing(maxUnavailable)) {
    throw new ProblemError({
      code: 'strategy/surge',
      message: 'maxSurge and maxUnavailable must not both be 0',
      fix: 'leave maxSurge at 25% so that an update can start',
    });
  }
  return { maxSurge, maxUnavailable };
}

/** Replaces pods a few at a time; nothing is measured. */
export class RollingStrategy {
  readonly kind = 'rolling';
  readonly surge: Required<Surge>;

  private constructor(surge: Surge) {
    this.surge = checkedSurge(surge);
  }

  /** @throws ProblemError `strategy/surge` */
  static of(surge: Surge = {}): RollingStrategy {
    return new RollingStrategy(surge);
  }
}

/** Shifts traffic in steps, with waits, gates and approvals between them. */
export class CanaryStrategy {
  readonly kind = 'canary';
  readonly surge: Required<Surge>;

  private constructor(
    readonly steps: readonly CanaryStep[],
    surge: Surge,
  ) {
    this.surge = checkedSurge(surge);
  }

  /** @throws ProblemError `canary/no-steps`, `canary/weight`, `canary/not-increasing`, `strategy/surge`, `duration/invalid` */
  static of(steps: readonly CanaryStep[], surge: Surge = {}): CanaryStrategy {
    if (steps.length === 0) {
      throw new ProblemError({
        code: 'canary/no-steps',
        message: 'must have at least one step',
        fix: 'use a rolling update where nothing is measured',
      });
    }
    let before = 0;
    for (const step of steps) {
      const problem = stepProblem(step.weight, before);
      if (problem) throw new ProblemError(problem);
      if (step.wait !== undefined) goDuration(step.wait);
      before = step.weight;
    }
    return new CanaryStrategy(steps, surge);
  }

  /** Every gate that some step names, each once, in order. */
  get gates(): readonly string[] {
    return [...new Set(this.steps.flatMap((step) => step.gates ?? []))];
  }
}

/** Says what is wrong with a weight that follows `before` (0 for the first), or undefined. */
export function stepProblem(weight: number, before: number): ProblemError['problem'] | undefined {
  if (!Number.isInteger(weight) || weight < 1 || weight > 99) {
    return {
      code: 'canary/weight',
      message: `must be a whole percentage from 1 to 99, got ${String(weight)}`,
      ...(weight === 100 ? { fix: 'leave the last step out: after it, Rollouts promotes to 100 by itself' } : {}),
    };
  }
  if (weight <= before) {
    return {
      code: 'canary/not-increasing',
      message: `must be above ${String(before)}, got ${String(weight)}`,
      fix: before < 99 ? `raise it to at least ${String(before + 1)}, or remove the step` : 'remove the step',
    };
  }
  return undefined;
}

/** Starts the new version beside the old one and switches all traffic at once. */
export class BlueGreenStrategy {
  readonly kind = 'blue-green';
  readonly gatesBefore: readonly string[];
  readonly gatesAfter: readonly string[];
  readonly promoteAfter: GoDuration | 'manual' | undefined;
  readonly keepOld: GoDuration;

  private constructor(options: BlueGreenOptions) {
    this.gatesBefore = options.gates ?? [];
    this.gatesAfter = options.gatesAfter ?? [];
    this.promoteAfter = options.promoteAfter;
    this.keepOld = options.keepOld ?? '5m';
  }

  /** @throws ProblemError `duration/invalid` */
  static of(options: BlueGreenOptions = {}): BlueGreenStrategy {
    if (options.promoteAfter !== undefined && options.promoteAfter !== 'manual') goDuration(options.promoteAfter);
    if (options.keepOld !== undefined) goDuration(options.keepOld);
    return new BlueGreenStrategy(options);
  }

  /** Every gate that is named, each once. */
  get gates(): readonly string[] {
    return [...new Set([...this.gatesBefore, ...this.gatesAfter])];
  }
}

/** How a new version replaces the old one. */
export type Strategy = RollingStrategy | CanaryStrategy | BlueGreenStrategy;

/** The one way to make a strategy: `Strategy.canary([{ weight: 10, wait: '5m' }])`. */
export const Strategy = {
  rolling: RollingStrategy.of.bind(RollingStrategy),
  canary: CanaryStrategy.of.bind(CanaryStrategy),
  blueGreen: BlueGreenStrategy.of.bind(BlueGreenStrategy),
} as const;

/** A strategy in a few words that stay the same when a weight changes: `canary, 5 steps`. */
export function describeStrategy(strategy: Strategy): string {
  if (strategy.kind !== 'canary') return strategy.kind;
  return `canary, ${String(strategy.steps.length)} ${strategy.steps.length === 1 ? 'step' : 'steps'}`;
}
