import type { Followed } from '../plane/api.ts';
import { isDone, stateOf } from '../plane/argocd.ts';
import type { Application } from '../plane/kinds.ts';

/** How many Applications are in which state: `Synced/Healthy/Succeeded 96, OutOfSync/Missing/- 1`. */
export function summary(applications: readonly Application[]): string {
  const counts = new Map<string, number>();
  for (const one of applications) counts.set(stateOf(one), (counts.get(stateOf(one)) ?? 0) + 1);
  const sorted = [...counts].sort(([a], [b]) => a.localeCompare(b));
  return sorted.map(([state, count]) => `${state} ${String(count)}`).join(', ') || 'none';
}

/** Those that are not at rest, in a few words each: what a failure prints. */
export function restless(applications: readonly Application[]): string[] {
  return applications
    .filter((one) => !isDone(one))
    .map((one) => {
      const { conditions = [], operationState } = one.status ?? {};
      const said = [operationState?.message, ...conditions.map(({ type, message }) => `${type}: ${message}`)];
      return `${one.metadata.name} ${stateOf(one)} ${said.filter(Boolean).join('; ')}`.slice(0, 400);
    });
}

/** The Application of this name. @throws Error when there is none */
export function named(applications: Followed<Application>, name: string): Application {
  const found = applications.get(name, 'argocd');
  if (!found) throw new Error(`there is no Application ${name}`);
  return found;
}

/** Its state, or that there is none. */
export const stateOfNamed = (applications: Followed<Application>, name: string): string => {
  const found = applications.get(name, 'argocd');
  return found ? stateOf(found) : 'absent';
};
