/** A component's metrics at one moment. */
export interface Metrics {
  /** Sum of the samples of a name whose labels hold all of these texts, such as `request_type="fetch"`. */
  sum(name: string, ...labels: readonly string[]): number;
}

/** Reads the text format of Prometheus. */
export function parseMetrics(text: string): Metrics {
  const samples = [...text.matchAll(/^([a-z_:][\w:]*)(\{.*\})? (\S+)$/gim)];
  return {
    sum: (wanted, ...labels) =>
      samples
        .filter(([, name, set = '']) => name === wanted && labels.every((label) => set.includes(label)))
        .reduce((sum, [, , , value]) => sum + Number(value), 0),
  };
}

/** Asks a component for its metrics. @throws Error when it does not answer */
export const fetchMetrics = async (address: string): Promise<Metrics> =>
  parseMetrics(await (await fetch(address)).text());
