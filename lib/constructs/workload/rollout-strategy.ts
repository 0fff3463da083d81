import {
  IntOrString,
  type RolloutSpecStrategy,
  type RolloutSpecStrategyBlueGreen,
  type RolloutSpecStrategyCanary,
  type RolloutSpecStrategyCanarySteps,
  type RolloutSpecStrategyCanaryTrafficRouting,
} from '@cdk8s/argo';
import { seconds } from '../../model/duration.ts';
import { ProblemError } from '../../model/issue.ts';
import type { BlueGreenStrategy, CanaryStrategy, Strategy, Surge } from '../../model/strategy.ts';
import type { AnalysisSuite } from '../analysis-suite.ts';
import type { Identity } from './identity.ts';
import { canaryName, previewName } from './services.ts';

/** What splits the traffic between two versions of a service that the outside reaches. */
export type TrafficRouting = RolloutSpecStrategyCanaryTrafficRouting;

export interface StrategyOptions {
  readonly strategy: Strategy;
  /** @default - none: the share of the pods is the share of the traffic */
  readonly trafficRouting?: TrafficRouting;
  /** The fewest pods that serve between updates. */
  readonly minPods: number;
  /** @default - the environment has no gates, and the strategy must name none */
  readonly analysis?: AnalysisSuite;
}

/** Time that pods of an aborted version stay, so that requests and the proxies' tables are through with them. */
const ABORT_SCALE_DOWN_SECONDS = 30;

type Measure = (gates: readonly string[]) => ReturnType<AnalysisSuite['analysis']>;

/** @throws ProblemError `analysis/unknown-gate` */
function measure(id: Identity, analysis: AnalysisSuite | undefined): Measure {
  return (gates) => {
    if (analysis) return analysis.analysis(gates, { namespace: id.namespace, service: id.name });
    throw new ProblemError({
      code: 'analysis/unknown-gate',
      message: `this environment has no gates, got ${gates.join(', ')}`,
      fix: 'define the gates of the platform before the services that name them',
    });
  };
}

function amount(value: number | string): IntOrString {
  return String(value).endsWith('%') ? IntOrString.fromString(String(value)) : IntOrString.fromNumber(Number(value));
}

const surged = ({ maxSurge, maxUnavailable }: Required<Surge>) => ({
  maxSurge: amount(maxSurge),
  maxUnavailable: amount(maxUnavailable),
});

/** One kind of thing per step: weight, wait, measure, ask a person. */
function canarySteps(strategy: CanaryStrategy, ask: Measure): RolloutSpecStrategyCanarySteps[] {
  return strategy.steps.flatMap(({ weight, wait, gates = [], approval }) => [
    { setWeight: weight },
    ...(wait === undefined ? [] : [{ pause: { duration: IntOrString.fromString(wait) } }]),
    ...(gates.length === 0 ? [] : [{ analysis: ask(gates) }]),
    ...(approval ? [{ pause: {} }] : []),
  ]);
}

/**
 * A canary with a router keeps the stable version at full size and shifts traffic by weight.
 *
 * One without a router (a service that only services call) shifts traffic by the number of its pods, so a weight is as
 * exact as the pods are many. Its callers' Service must then select both versions: a stable Service would be narrowed to
 * the old version, and the canary measured without a single request.
 */
function canary(
  id: Identity,
  strategy: CanaryStrategy,
  options: StrategyOptions,
  ask: Measure,
): RolloutSpecStrategyCanary {
  const { trafficRouting, minPods } = options;
  const common = { canaryService: canaryName(id), ...surged(strategy.surge), steps: canarySteps(strategy, ask) };
  if (!trafficRouting) return common;
  return {
    ...common,
    stableService: id.name,
    trafficRouting,
    minPodsPerReplicaSet: minPods >= 2 ? 2 : undefined,
    abortScaleDownDelaySeconds: ABORT_SCALE_DOWN_SECONDS,
  };
}

function blueGreen(id: Identity, strategy: BlueGreenStrategy, ask: Measure): RolloutSpecStrategyBlueGreen {
  const { gatesBefore, gatesAfter, promoteAfter, keepOld } = strategy;
  const manual = promoteAfter === 'manual';
  return {
    activeService: id.name,
    previewService: previewName(id),
    autoPromotionEnabled: !manual,
    autoPromotionSeconds: promoteAfter === undefined || manual ? undefined : seconds(promoteAfter),
    prePromotionAnalysis: gatesBefore.length > 0 ? ask(gatesBefore) : undefined,
    postPromotionAnalysis: gatesAfter.length > 0 ? ask(gatesAfter) : undefined,
    scaleDownDelaySeconds: seconds(keepOld),
    abortScaleDownDelaySeconds: ABORT_SCALE_DOWN_SECONDS,
  };
}

/**
 * The strategy in the words of a Rollout. A canary without steps is a rolling update.
 * @throws ProblemError `analysis/unknown-gate`
 */
export function rolloutStrategy(id: Identity, options: StrategyOptions): RolloutSpecStrategy {
  const { strategy } = options;
  const ask = measure(id, options.analysis);
  if (strategy.kind === 'rolling') return { canary: surged(strategy.surge) };
  if (strategy.kind === 'canary') return { canary: canary(id, strategy, options, ask) };
  return { blueGreen: blueGreen(id, strategy, ask) };
}
