import type { Platform } from '../../model/platform.ts';

/** What of a platform its YAML files may name. */
export interface Parts {
  readonly services: ReadonlyMap<string, { readonly traffic: boolean }>;
  readonly stateful: readonly string[];
  /** Chart -> images that its values take. */
  readonly charts: ReadonlyMap<string, readonly string[]>;
  readonly gates: readonly string[];
  /** What runs now and then, and has no tuning. */
  readonly jobs: readonly string[];
}

/** Names that the YAML files of a platform may use. */
export function partsOf(platform: Platform): Parts {
  const { services = {}, stateful = {}, charts = {}, gates = {} } = platform;
  return {
    services: new Map(
      Object.entries(services).map(([name, service]) => [name, { traffic: service.port !== undefined }]),
    ),
    stateful: Object.keys(stateful),
    charts: new Map(Object.entries(charts).map(([name, chart]) => [name, Object.keys(chart.images ?? {})])),
    gates: Object.keys(gates),
    jobs: platform.foundations?.backup ? ['backup'] : [],
  };
}

/** Services and stateful parts: everything that runs an image of its own. */
export const workloads = (parts: Parts): readonly string[] => [...parts.services.keys(), ...parts.stateful];
