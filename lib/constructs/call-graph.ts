import type { Platform } from '../model/platform.ts';
import type { Container } from '../model/workload.ts';

/** A service as its callers see it. */
export interface Callee {
  readonly name: string;
  readonly port: number;
}

/** Who calls whom in a platform, made once for all its services. */
export interface CallGraph {
  readonly calls: (name: string) => readonly Callee[];
  readonly calledBy: (name: string) => readonly string[];
}

export function callGraph(platform: Platform): CallGraph {
  const containers = new Map<string, Container>([
    ...Object.entries(platform.stateful ?? {}),
    ...Object.entries(platform.services ?? {}),
  ]);
  const callers = new Map<string, string[]>();
  for (const [caller, { calls = [] }] of containers) {
    for (const callee of calls) {
      const known = callers.get(callee);
      if (known) known.push(caller);
      else callers.set(callee, [caller]);
    }
  }
  return {
    calls: (name) =>
      (containers.get(name)?.calls ?? []).flatMap((callee) => {
        const port = containers.get(callee)?.port;
        return port === undefined ? [] : [{ name: callee, port }];
      }),
    calledBy: (name) => callers.get(name) ?? [],
  };
}
