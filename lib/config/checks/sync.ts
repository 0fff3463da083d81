import { cronSchedule } from '../../model/cron.ts';
import { goDuration, seconds } from '../../model/duration.ts';
import type { Retry } from '../../model/sync.ts';
import { type DataReport, show } from './data-report.ts';
import type { EnvironmentSubject } from './subject.ts';

function checkRetry(retry: Retry, report: DataReport): void {
  report.whole('sync.retry.limit', retry.limit, 0, 100);
  report.whole('sync.retry.factor', retry.factor, 1, 10);
  const first = report.rule('sync.retry.duration', retry.duration, goDuration);
  const last = report.rule('sync.retry.maxDuration', retry.maxDuration, goDuration);
  if (!first || !last || seconds(retry.maxDuration) >= seconds(retry.duration)) return;
  const message = `must be at least duration, which is ${retry.duration}, got ${retry.maxDuration}`;
  report.add('sync.retry.maxDuration', { code: 'sync/retry', message });
}

/** Says why text is no name of a time zone that every reader of it knows. */
function timeZoneFix(name: string): string | undefined {
  try {
    const known = new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
    // JavaScript takes any case and offsets, Go takes neither.
    if (!name.includes('/') && name !== 'UTC') return 'write region and city: Europe/Berlin, or Etc/UTC';
    return known !== name && known.toLowerCase() === name.toLowerCase() ? `did you mean ${known}?` : undefined;
  } catch {
    return 'write it as in the IANA list: Europe/Berlin, or Etc/UTC';
  }
}

/** A time zone, where one is given. */
export function checkTimeZone(name: unknown, at: string, report: DataReport): void {
  if (name === undefined || !report.text(at, name)) return;
  const fix = timeZoneFix(name);
  if (fix !== undefined)
    report.add(at, { code: 'window/time-zone', message: `must be a time zone, got ${show(name)}`, fix });
}

/** Who starts a sync, how often it is tried again, and when it may happen. */
export function checkSync({ environment, report }: EnvironmentSubject): void {
  report.guard('sync', () => {
    report.word('sync.mode', environment.sync.mode, ['automatic', 'manual']);
    const { retry } = environment.sync;
    if (retry !== undefined) checkRetry(retry, report);
  });
  report.items('windows', environment.windows, (window, at) => {
    report.word(`${at}.kind`, window.kind, ['allow', 'deny']);
    report.rule(`${at}.schedule`, window.schedule, cronSchedule);
    report.rule(`${at}.duration`, window.duration, goDuration);
    checkTimeZone(window.timeZone, `${at}.timeZone`, report);
    if (typeof window.manualSync !== 'boolean') report.wrong(`${at}.manualSync`, 'true or false', window.manualSync);
    if (!report.text(`${at}.description`, window.description) || window.description.length <= 255) return;
    const message = `must have at most 255 characters, got ${window.description.length}`;
    report.add(`${at}.description`, { code: 'window/description', message, fix: 'Argo CD refuses a longer one' });
  });
}
