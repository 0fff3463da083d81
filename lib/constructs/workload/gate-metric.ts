import { type AnalysisTemplateSpecMetrics, IntOrString } from '@cdk8s/argo';
import { goDuration, seconds } from '../../model/duration.ts';
import type { Gate, GateMetric, Sampling } from '../../model/gate.ts';
import { ProblemError } from '../../model/issue.ts';
import { checkedName } from '../../model/name.ts';
import { suggestion } from '../../model/nearest.ts';
import { SCRAPE_SECONDS } from './monitor.ts';

/** What a query may ask for; every Rollout passes all of them. */
export const GATE_ARGUMENTS = ['namespace', 'service', 'hash'] as const;

const DATA = 'len(result) > 0 && !isNaN(result[0])';
const NO_DATA = 'len(result) == 0 || isNaN(result[0])';
const NEVER = 'false';

/** When a measurement counts for the new version, and when against it. */
export interface Conditions {
  readonly successCondition: string;
  /** @default - whatever is no success */
  readonly failureCondition?: string;
}

/**
 * The conditions of a metric in the language of Argo Rollouts. Failure is looked at first; what is neither is
 * Inconclusive, and pauses the rollout for a person. Every look at a value is behind a look at whether there is one:
 * `result[0]` of an empty answer would be an error, and after some errors an abort.
 * @throws ProblemError `gate/bound`
 */
export function gateConditions({ bound, missing = 'ask', onMiss = 'abort' }: GateMetric): Conditions {
  const atLeast = 'atLeast' in bound;
  const limit = atLeast ? bound.atLeast : bound.atMost;
  if (!Number.isFinite(limit))
    throw new ProblemError({ code: 'gate/bound', message: `must be a number, got ${limit}` });
  const hit = `result[0] ${atLeast ? '>=' : '<='} ${limit}`;
  const miss = `result[0] ${atLeast ? '<' : '>'} ${limit}`;
  const successCondition = missing === 'pass' ? `${NO_DATA} || ${hit}` : `${DATA} && ${hit}`;
  if (onMiss === 'ask') return { successCondition, failureCondition: missing === 'fail' ? NO_DATA : NEVER };
  return missing === 'ask' ? { successCondition, failureCondition: `${DATA} && ${miss}` } : { successCondition };
}

/** @throws ProblemError `gate/unknown-argument` */
function checkedQuery(query: string): string {
  for (const [, inner = ''] of query.matchAll(/\{\{(.*?)(?:\}\}|$)/gs)) {
    const name = /^\s*args\.(\S+)\s*$/.exec(inner)?.[1];
    const closed = query.includes(`{{${inner}}}`);
    if (closed && GATE_ARGUMENTS.some((known) => known === name)) continue;
    throw new ProblemError({
      code: 'gate/unknown-argument',
      message: `a query may ask for ${GATE_ARGUMENTS.map((known) => `{{args.${known}}}`).join(', ')}, got {{${inner}${closed ? '}}' : ''}`,
      ...(name === undefined ? {} : { fix: suggestion(name, GATE_ARGUMENTS) }),
    });
  }
  return query;
}

/** Argo Rollouts wants names that are unique in a run, and one run may measure several gates: `database-p95`, `frontend-p95`. */
export function metricName(gate: string, metric: string): string {
  return checkedName(metric === gate || metric.startsWith(`${gate}-`) ? metric : `${gate}-${metric}`);
}

/** @throws ProblemError `sampling/invalid`, `sampling/failure-limit`, `duration/invalid` */
function checkedSampling(sampling: Sampling): Sampling {
  const { count, failureLimit, interval } = sampling;
  for (const [field, value, least] of [['count', count, 1] as const, ['failureLimit', failureLimit, 0] as const]) {
    if (Number.isInteger(value) && value >= least) continue;
    throw new ProblemError({
      code: 'sampling/invalid',
      message: `${field} must be a whole number from ${least} up, got ${value}`,
    });
  }
  if (failureLimit >= count) {
    throw new ProblemError({
      code: 'sampling/failure-limit',
      message: `must be below count, which is ${count}, got ${failureLimit}`,
      fix: 'a gate that tolerates every miss measures nothing',
    });
  }
  goDuration(interval);
  return sampling;
}

/** Time that the first measurement waits, at least four scrapes. @throws ProblemError `gate/window`, `duration/invalid` */
function checkedWindow({ window = '2m' }: Gate): string {
  const least = 4 * SCRAPE_SECONDS;
  if (seconds(window) >= least) return window;
  throw new ProblemError({
    code: 'gate/window',
    message: `must be at least ${least}s, four scrapes of ${SCRAPE_SECONDS}s, got ${window}`,
    fix: 'lengthen the window, and the ranges in the queries with it',
  });
}

/**
 * The metrics of a gate, measured at the same times.
 * @throws ProblemError `gate/no-metrics`, `gate/window`, `gate/bound`, `gate/unknown-argument`, `sampling/…`, `name/…`
 */
export function gateMetrics(
  name: string,
  gate: Gate,
  sampling: Sampling,
  prometheusUrl: string,
): AnalysisTemplateSpecMetrics[] {
  const metrics = Object.entries(gate.metrics);
  if (metrics.length === 0)
    throw new ProblemError({ code: 'gate/no-metrics', message: `gate ${name} must measure something` });
  const { interval, count, failureLimit } = checkedSampling(sampling);
  const initialDelay = checkedWindow(gate);
  return metrics.map(([metric, rule]) => ({
    name: metricName(name, metric),
    initialDelay,
    interval,
    count: IntOrString.fromNumber(count),
    failureLimit: IntOrString.fromNumber(failureLimit),
    // A gap in the data is tolerated as often as a miss.
    inconclusiveLimit: IntOrString.fromNumber(failureLimit),
    consecutiveErrorLimit: IntOrString.fromNumber(4),
    ...gateConditions(rule),
    provider: { prometheus: { address: prometheusUrl, query: checkedQuery(rule.query) } },
  }));
}
