import { ProblemError } from '../../model/issue.ts';
import type { Strategy } from '../../model/strategy.ts';

/** What a service may have only if it has a port. */
export interface NeedsPort {
  readonly strategy: Strategy;
  /** @default - not reachable from outside */
  readonly publicPath?: string;
  /** Names of the services that call it. */
  readonly calledBy: readonly string[];
}

/**
 * Checks a service without a port: nothing that is about requests can hold for it.
 * @throws ProblemError `strategy/worker-without-traffic`, `service/worker-public`, `service/worker-called`
 */
export function checkWorker({ strategy, publicPath, calledBy }: NeedsPort): void {
  if (strategy.kind !== 'rolling') {
    throw new ProblemError({
      code: 'strategy/worker-without-traffic',
      message: `${strategy.kind} must not be used by a service without a port: it has no traffic to shift`,
      fix: 'use rolling, or leave the strategy out: rolling is the default',
    });
  }
  const fix = 'name the port that it listens on';
  if (publicPath !== undefined) {
    throw new ProblemError({
      code: 'service/worker-public',
      message: `a service without a port cannot be reached from outside, got publicPath ${publicPath}`,
      fix,
    });
  }
  if (calledBy.length > 0) {
    throw new ProblemError({
      code: 'service/worker-called',
      message: `a service without a port cannot be called, got ${calledBy.join(', ')}`,
      fix,
    });
  }
}
