import type { HelmChart } from '../../model/chart.ts';
import { type DataReport, show } from './data-report.ts';
import type { PlatformSubject } from './subject.ts';

const REPOSITORY = /^(https:\/\/[^\s/]+\S*|[a-z0-9.-]+(:\d+)?(\/[\w.-]+)*)$/;
const VALUES_PATH = /^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/;
const WRITTEN = ['repository', 'tag', 'digest'] as const;
const LEVELS = ['privileged', 'baseline', 'restricted'];

function checkRepository(repository: unknown, at: string, report: DataReport): void {
  if (typeof repository === 'string' && repository.startsWith('oci://')) {
    const message = `must be without oci://, got ${show(repository)}`;
    report.add(at, {
      code: 'chart/repository',
      message,
      fix: `write ${repository.slice('oci://'.length)}: Argo CD knows a registry by having no scheme`,
    });
  } else report.form(at, repository, REPOSITORY, 'https://… or, for a registry, an address without a scheme');
}

/** Numbers that JSON has no word for, functions and the like cannot become Helm values. */
function checkValue(value: unknown, at: string, depth: number, report: DataReport): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (typeof value !== 'object' || depth > 32) {
    report.wrong(
      at,
      'text, a number, true, false, null, a list or an object',
      depth > 32 ? 'something too deep' : value,
    );
    return;
  }
  for (const [key, inner] of Object.entries(value))
    checkValue(inner, Array.isArray(value) ? `${at}[${key}]` : `${at}.${key}`, depth + 1, report);
}

/** The place in the values where an image is written must be free. */
function checkPlace(path: string, at: string, values: unknown, report: DataReport): void {
  let place: unknown = values;
  for (const key of path.split('.')) {
    if (place === undefined) return;
    if (typeof place !== 'object' || place === null || Array.isArray(place)) break;
    place = Object.hasOwn(place, key) ? (place as Record<string, unknown>)[key] : undefined;
  }
  if (place === undefined) return;
  const object = place;
  if (typeof object !== 'object' || object === null || Array.isArray(object)) {
    report.add(at, {
      code: 'chart/images',
      message: `must be the place of an object in the values, got ${show(path)}, which is not one`,
    });
    return;
  }
  const twice = WRITTEN.filter((key) => Object.hasOwn(object, key));
  if (twice.length === 0) return;
  const message = `must have one home, the values say ${twice.map((key) => `${path}.${key}`).join(' and ')} as well`;
  report.add(at, { code: 'chart/images', message, fix: 'remove them from values: release.yaml says which image runs' });
}

function checkImages({ images, values }: HelmChart, at: string, report: DataReport): void {
  const seen = new Map<string, string>();
  report.entries(`${at}.images`, images, (name, path, field) => {
    if (!report.form(field, path, VALUES_PATH, 'a place in the values like web.image')) return;
    const other = [...seen].find(([known]) => `${known}.`.startsWith(`${path}.`) || `${path}.`.startsWith(`${known}.`));
    if (other)
      report.add(field, {
        code: 'chart/images',
        message: `must be a place of its own, got ${path}; ${other[1]} writes ${other[0]}`,
      });
    seen.set(path, name);
    checkPlace(path, field, values, report);
  });
}

/** Charts kept elsewhere: where from, where to, and which values. */
export function checkCharts({ platform, report }: PlatformSubject): void {
  report.entries('charts', platform.charts, (_, chart, at) => {
    report.text(`${at}.description`, chart.description);
    checkRepository(chart.repository, `${at}.repository`, report);
    report.form(`${at}.chart`, chart.chart, /^[\w.-]+(\/[\w.-]+)*$/, 'the name of a chart');
    if (chart.releaseName !== undefined) report.label(`${at}.releaseName`, chart.releaseName, 53);
    if (chart.namespace !== undefined) report.label(`${at}.namespace`, chart.namespace);
    if (chart.podSecurity !== undefined) report.word(`${at}.podSecurity`, chart.podSecurity, LEVELS);
    if (chart.wave !== undefined) report.whole(`${at}.wave`, chart.wave, -1000, 1000);
    if (chart.values !== undefined) checkValue(chart.values, `${at}.values`, 0, report);
    checkImages(chart, at, report);
  });
}
