import type { Application } from '../application.ts';
import type { ApplicationSet, RollingStep } from './application-set.ts';

/** The step of a RollingSync that an Application is in. */
export interface Step {
  /** From 1. */
  readonly number: number;
  /** Whether people start its syncs: nothing is updated by itself. */
  readonly waits: boolean;
}

/** The steps of a set; none without the strategy RollingSync. */
export const stepsOf = ({ spec: { strategy } }: ApplicationSet): readonly RollingStep[] =>
  strategy?.type === 'RollingSync' ? (strategy.rollingSync?.steps ?? []) : [];

/** Whether a step takes an Application (`buildAppDependencyList` of Argo CD 3.5). */
export function takes({ matchExpressions = [] }: RollingStep, { metadata }: Application): boolean {
  const labels = metadata['labels'] as Readonly<Record<string, string>> | undefined;
  return matchExpressions.every(({ key, operator, values = [] }) => {
    const value = labels?.[key];
    if (value === undefined) return operator !== 'In';
    if (operator === 'In') return values.includes(value);
    return operator === 'NotIn' && !values.includes(value);
  });
}

/** The step of an Application. @default - none takes it: it is never synced */
export function stepOf(steps: readonly RollingStep[], application: Application): Step | undefined {
  const index = steps.findIndex((step) => takes(step, application));
  const step = steps[index];
  return step && { number: index + 1, waits: step.maxUpdate === 0 || step.maxUpdate === '0%' };
}
