import type { Gate, GateMetric } from '../../model/gate.ts';
import type { DataReport } from './data-report.ts';
import { queryProblem } from './query.ts';
import type { PlatformSubject } from './subject.ts';

function checkMetric(metric: GateMetric, at: string, report: DataReport): void {
  report.text(`${at}.promise`, metric.promise);
  const problem = report.text(`${at}.query`, metric.query) ? queryProblem(metric.query) : undefined;
  if (problem) report.add(`${at}.query`, problem);
  const bounds = Object.entries(metric.bound);
  const [[side, value] = ['', undefined]] = bounds;
  if (bounds.length !== 1 || !['atLeast', 'atMost'].includes(side)) {
    report.add(`${at}.bound`, {
      code: 'gate/bound',
      message: `must be one of atLeast and atMost, got ${bounds.map(([name]) => name).join(' and ') || 'none'}`,
    });
  } else if (!Number.isFinite(value)) {
    report.add(`${at}.bound.${side}`, { code: 'gate/bound', message: `must be a number, got ${String(value)}` });
  }
  if (metric.missing !== undefined) report.word(`${at}.missing`, metric.missing, ['fail', 'ask', 'pass']);
  if (metric.onMiss !== undefined) report.word(`${at}.onMiss`, metric.onMiss, ['abort', 'ask']);
}

function checkGate(gate: Gate, at: string, report: DataReport): void {
  report.text(`${at}.description`, gate.description);
  report.duration(`${at}.window`, gate.window);
  report.entries(`${at}.metrics`, gate.metrics, (name, metric, field) => {
    report.label(field, name);
    checkMetric(metric, field, report);
  });
  if (Object.keys(gate.metrics).length === 0)
    report.add(`${at}.metrics`, { code: 'gate/empty', message: 'must measure something, got no metric' });
}

/** Measurable promises: queries that can be asked, and bounds that can be missed. */
export function checkGates({ platform, report }: PlatformSubject): void {
  report.entries('gates', platform.gates, (name, gate, at) => {
    report.label(at, name);
    checkGate(gate, at, report);
  });
}
