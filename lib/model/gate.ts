import type { GoDuration } from './duration.ts';

/** What a measurement without data means. */
export type MissingData =
  /** No data is a failure: the thing itself is gone (`pg_up`). */
  | 'fail'
  /** No data is no verdict: the rollout pauses and a person decides. */
  | 'ask'
  /** No data is fine: nobody used it, and another metric guards that. */
  | 'pass';

/** One number that Prometheus answers, and its bound. */
export interface GateMetric {
  /** What it promises, in words that an owner of the platform recognises. */
  readonly promise: string;
  /**
   * PromQL that answers a vector of one number (not a scalar). Argo Rollouts fills in `{{args.namespace}}`,
   * `{{args.service}}` (the Rollout's name: its pods are `{{args.service}}-{{args.hash}}-…`) and `{{args.hash}}` (the new
   * version's pod-template hash).
   */
  readonly query: string;
  /** The bound, inclusive, in the unit of the query. */
  readonly bound: { readonly atLeast: number } | { readonly atMost: number };
  /** @default 'ask' */
  readonly missing?: MissingData;
  /** What a miss does: abort the rollout, or pause it until a person decides. @default 'abort' */
  readonly onMiss?: 'abort' | 'ask';
}

/** A measurable promise: becomes one AnalysisTemplate that strategies name. */
export interface Gate {
  readonly description: string;
  /** Window of the rates in the queries. The first measurement waits as long, so that old traffic does not dilute it. @default '2m' */
  readonly window?: GoDuration;
  readonly metrics: Readonly<Record<string, GateMetric>>;
}

/** How often the gates of one environment measure. From `tuning.yaml`. */
export interface Sampling {
  /** Time between two measurements. */
  readonly interval: GoDuration;
  /** Measurements in all. */
  readonly count: number;
  /** Misses tolerated; one more fails the gate. Below `count`. */
  readonly failureLimit: number;
}

/** One minute apart, five times, one miss tolerated. */
export const DEFAULT_SAMPLING: Sampling = { interval: '1m', count: 5, failureLimit: 1 };
