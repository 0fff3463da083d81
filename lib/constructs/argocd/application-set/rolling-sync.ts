import { ENVIRONMENT_LABEL, PART_LABEL } from '../../labels.ts';

/** An Application, as far as its place in a RollingSync goes. */
export interface Ordered {
  readonly environment: string;
  readonly part: string;
  /** Order among the parts of its environment, lower first. */
  readonly order: number;
  /** Whether a person starts each sync. */
  readonly manual: boolean;
}

const takes = (key: string, values: readonly string[]) => ({
  key,
  operator: 'In',
  values: [...new Set(values)].sort(),
});

/**
 * The strategy that syncs one environment after the other, in the order given, and in each what others rely on first. An
 * environment that people sync is one step that nobody but them takes.
 */
export function rollingSync(applications: readonly Ordered[]) {
  const environments = [...new Set(applications.map(({ environment }) => environment))];
  const steps = environments.flatMap((environment) => {
    const own = applications.filter((one) => one.environment === environment);
    const selects = takes(ENVIRONMENT_LABEL, [environment]);
    if (own.some(({ manual }) => manual)) return [{ matchExpressions: [selects], maxUpdate: 0 }];
    const orders = [...new Set(own.map(({ order }) => order))].sort((a, b) => a - b);
    return orders.map((order) => {
      const parts = own.filter((one) => one.order === order).map(({ part }) => part);
      return { matchExpressions: [selects, takes(PART_LABEL, parts)] };
    });
  });
  return { type: 'RollingSync', rollingSync: { steps } };
}
