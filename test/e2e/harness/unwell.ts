import { isDone } from '../plane/argocd.ts';
import type { AnalysisRun, Application, Rollout } from '../plane/kinds.ts';
import { restless } from './applications.ts';

/** Objects that are not well. */
export interface Unwell {
  readonly names: readonly string[];
  /** Each in a few words. */
  readonly lines: readonly string[];
}

const BAD_RUNS = ['Failed', 'Error', 'Inconclusive'];

const unwellApplications = (applications: readonly Application[]): Unwell => ({
  names: applications.filter((one) => !isDone(one)).map(({ metadata }) => metadata.name),
  lines: restless(applications).map((line) => `Application ${line}`),
});

function unwellRollouts(rollouts: readonly Rollout[]): Unwell {
  const bad = rollouts.filter(({ status }) => status?.phase !== 'Healthy');
  return {
    names: bad.map(({ metadata }) => metadata.name),
    lines: bad.map(({ metadata, status = {} }) => {
      const conditions = (status.conditions ?? []).map(
        ({ type, status: is, reason = '', message = '' }) => `${type}=${is} ${reason} ${message}`,
      );
      const said = [status.message, ...conditions].filter(Boolean);
      return `Rollout ${metadata.namespace}/${metadata.name} ${status.phase ?? '-'}: ${said.join('; ')}`;
    }),
  };
}

/** @param since milliseconds: runs of earlier scenarios are history */
function unwellRuns(runs: readonly AnalysisRun[], since: number): Unwell {
  const bad = runs.filter(
    ({ metadata, status }) =>
      BAD_RUNS.includes(status?.phase ?? '') && Date.parse(metadata.creationTimestamp) >= since - 1000,
  );
  return {
    names: bad.map(({ metadata }) => metadata.name),
    lines: bad.map(({ metadata, status = {} }) => {
      const metrics = (status.metricResults ?? []).map(({ name, phase, measurements = [] }) => {
        const last = measurements.at(-1);
        return `${name} ${phase} ${[last?.value, last?.message].filter(Boolean).join(' ')}`.trim();
      });
      const said = [status.message, ...metrics].filter(Boolean);
      return `AnalysisRun ${metadata.namespace}/${metadata.name} ${status.phase ?? '-'}: ${said.join('; ')}`;
    }),
  };
}

/** Applications not at rest, Rollouts that are not Healthy, and AnalysisRuns since `since` that went badly. */
export function unwell(
  applications: readonly Application[],
  rollouts: readonly Rollout[],
  runs: readonly AnalysisRun[],
  since: number,
): Unwell {
  const all = [unwellRuns(runs, since), unwellRollouts(rollouts), unwellApplications(applications)];
  return { names: all.flatMap(({ names }) => names), lines: all.flatMap(({ lines }) => lines) };
}
