import { isAutomatic } from '../../argocd/applications.ts';
import type { Scheduled } from '../../argocd/windows/agendas.ts';
import type { Agenda, Change } from '../../argocd/windows/verdict.ts';
import { instantsOf, wallClock } from '../../argocd/windows/zone.ts';
import { counted } from '../text.ts';
import { zoneOf } from './clock.ts';

const HALF_HOUR = 30 * 60_000;
const CELLS = 48;
const DAY = CELLS * HALF_HOUR;

const LEGEND = '█ open   ▒ a person only   · closed\n';
const HOURS = Array.from({ length: 8 }, (_, index) => String(index * 3).padEnd(6)).join('');

const day = new Intl.DateTimeFormat('en-GB', { timeZone: 'UTC', weekday: 'short', day: '2-digit', month: 'short' });

function cell(changes: readonly Change[], instant: number): string {
  const verdict = changes.findLast(({ at }) => at <= instant)?.verdict;
  if (!verdict?.manual) return '·';
  return verdict.automatic ? '█' : '▒';
}

/** Of the first column: a day, or the name of the zone above the days. */
const widthOf = (zone: string): number => Math.max('Mon 23 Nov'.length, zone.length) + 2;

/** A line for each day, a sign for each half hour of its clock. An hour that the clock leaves out stays empty. */
function lines(agenda: Agenda, from: number, days: number): string[] {
  const zone = zoneOf(agenda);
  const width = widthOf(zone);
  const midnight = Math.floor(wallClock(zone, from) / DAY) * DAY;
  const changes = agenda.changes(from - 2 * DAY, from + (days + 2) * DAY);
  return Array.from({ length: days }, (_, index) => {
    const start = midnight + index * DAY;
    const cells = Array.from({ length: CELLS }, (_none, half) => {
      const [instant] = instantsOf(zone, start + half * HALF_HOUR);
      return instant === undefined ? ' ' : cell(changes, instant);
    });
    return `  ${day.format(start).replace(',', '').padEnd(width)}${cells.join('')}\n`;
  });
}

/** A calendar for each group of Applications that share their windows. */
export function calendarText(all: readonly Scheduled[], from: number, days: number): string {
  const groups = new Map<Agenda, Scheduled[]>();
  for (const one of all) groups.set(one.agenda, [...(groups.get(one.agenda) ?? []), one]);
  const free = [...groups].filter(([{ windows }]) => windows.length === 0).flatMap(([, members]) => members);
  const bound = [...groups].filter(([{ windows }]) => windows.length > 0);
  const texts = bound.map(([agenda, members]) => {
    const names = members.map(({ application }) => application.metadata.name).join(' ');
    const byHand = !members.some(isAutomatic);
    const note = byHand ? '  a person starts each sync\n' : '';
    const windows = agenda.windows.map(
      ({ kind, schedule, duration, description = '' }) =>
        `  ${kind} ${schedule} for ${duration}${description === '' ? '' : `: ${description}`}\n`,
    );
    return [`${names}\n`, ...windows, note, `  ${zoneOf(agenda).padEnd(widthOf(zoneOf(agenda)))}${HOURS.trimEnd()}\n`]
      .concat(lines(agenda, from, days))
      .join('');
  });
  const rest = free.length > 0 ? [`${counted(free.length, 'Application')} without windows\n`] : [];
  return [...texts, ...rest, ...(bound.length > 0 ? [LEGEND] : [])].join('\n');
}
