import type { Scenario } from './scenario.ts';

/** Scenarios that happen one after the other. */
type Lane = readonly Scenario[];

/**
 * The order of events: the lanes of a stage happen at the same time, the stages one after the other. Scenarios that stand
 * beside each other and have a lane are a stage; one without a lane has a stage of its own.
 */
export function stages(scenarios: readonly Scenario[]): readonly (readonly Lane[])[] {
  const result: Map<string, Scenario[]>[] = [];
  let open: Map<string, Scenario[]> | undefined;
  for (const scenario of scenarios) {
    if (scenario.lane === undefined) open = undefined;
    const stage = open ?? new Map<string, Scenario[]>();
    if (stage !== open) result.push(stage);
    const key = scenario.lane ?? '';
    stage.set(key, [...(stage.get(key) ?? []), scenario]);
    if (scenario.lane !== undefined) open = stage;
  }
  return result.map((stage) => [...stage.values()]);
}
