/** A point in time, in milliseconds since 1970 UTC. */
export type Instant = number;

const MINUTE = 60_000;
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const format =
    formats.get(zone) ??
    new Intl.DateTimeFormat('en-US', {
      ...{ timeZone: zone, hourCycle: 'h23', era: 'short' },
      ...{ year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric', second: 'numeric' },
    });
  formats.set(zone, format);
  return format;
}

/**
 * What a clock on the wall shows in a time zone, as milliseconds since 1970 of a clock without zones.
 * @throws RangeError for a name that is no time zone
 */
export function wallClock(zone: string, instant: Instant): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = (
    ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
  ).map((type) => parts.get(type));
  return Date.UTC(year, month - 1, day, hour, minute, second) + (((instant % 1000) + 1000) % 1000);
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. */
export const offsetAt = (zone: string, instant: Instant): number => wallClock(zone, instant) - instant;

/** When the clocks of a zone are changed between two instants: the first millisecond of each new offset, in order. */
export function clockChanges(zone: string, from: Instant, to: Instant): Instant[] {
  // No zone changes its clocks twice within a week.
  const WEEK = 7 * 24 * 60 * MINUTE;
  const changes: Instant[] = [];
  for (let start = from; start < to; start += WEEK) {
    let [low, high] = [start, Math.min(start + WEEK, to)];
    const before = offsetAt(zone, low);
    if (offsetAt(zone, high) === before) continue;
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2);
      if (offsetAt(zone, middle) === before) low = middle;
      else high = middle;
    }
    changes.push(high);
  }
  return changes;
}

/** The instants at which the clocks of a zone show a time: none, one or two. */
export function instantsOf(zone: string, wall: number): Instant[] {
  const DAY = 24 * 60 * MINUTE;
  const offsets = new Set([offsetAt(zone, wall - DAY), offsetAt(zone, wall + DAY)]);
  return [...offsets].map((offset) => wall - offset).filter((instant) => wallClock(zone, instant) === wall);
}
