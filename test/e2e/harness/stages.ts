import type { Scenario } from './scenario.ts';

/** Scenarios that happen one after the other. */
type Lane = readonly Scenario[];

/** The lanes of a stage, of those scenarios that are to run: they happen at the same time, each in its order. */
export function lanesOf(stage: readonly Scenario[], chosen: readonly Scenario[]): readonly Lane[] {
  const lanes = new Map<string, Scenario[]>();
  for (const scenario of stage.filter((one) => chosen.includes(one))) {
    const key = scenario.lane ?? '';
    lanes.set(key, [...(lanes.get(key) ?? []), scenario]);
  }
  return [...lanes.values()];
}
