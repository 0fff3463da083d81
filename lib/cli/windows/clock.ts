import type { Agenda } from '../../argocd/windows/verdict.ts';

/** The time zone that a reader of an agenda thinks in: that of its first window. */
export const zoneOf = ({ windows }: Agenda): string => windows[0]?.timeZone ?? 'UTC';

/** `Mon 2026-11-23 08:00 GMT+1`. */
export function clock(instant: number, zone: string): string {
  const parts = new Map(
    new Intl.DateTimeFormat('en-GB', {
      ...{ timeZone: zone, weekday: 'short', year: 'numeric', month: '2-digit', day: '2-digit' },
      ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZoneName: 'short' },
    })
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return `${of('weekday')} ${of('year')}-${of('month')}-${of('day')} ${of('hour')}:${of('minute')} ${of('timeZoneName')}`;
}
