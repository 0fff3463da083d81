/** A point in time, in milliseconds since 1970 UTC. */
export type Instant = number;

const DAY = 24 * 3_600_000;
const WEEK = 7 * DAY;
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

/** What the clocks of a zone are ahead of UTC, asked of the system: too slow to be asked for every moment. */
function measuredOffset(zone: string, instant: Instant): number {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = (
    ['year', 'month', 'day', 'hour', 'minute', 'second'] as const
  ).map((type) => parts.get(type));
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(instant / 1000) * 1000;
}

/** An offset, and since when it holds. */
interface Span {
  readonly since: Instant;
  readonly offset: number;
}

/** The first moment of another offset, between two with different ones. */
function changeBetween(zone: string, start: Instant, end: Instant): Instant {
  let [low, high] = [start, end];
  const before = measuredOffset(zone, low);
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (measuredOffset(zone, middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

const years = new Map<string, readonly Span[]>();

/** The offsets of a zone in a year of UTC. @throws RangeError for a name that is no time zone */
function spansOf(zone: string, year: number): readonly Span[] {
  const key = `${zone} ${String(year)}`;
  const known = years.get(key);
  if (known) return known;
  const [first, end] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)];
  const spans: Span[] = [{ since: first, offset: measuredOffset(zone, first) }];
  // No zone changes its clocks twice within two weeks.
  for (let start = first; start < end; start += 2 * WEEK) {
    const next = Math.min(start + 2 * WEEK, end);
    const offset = measuredOffset(zone, next);
    if (offset !== spans.at(-1)?.offset) spans.push({ since: changeBetween(zone, start, next), offset });
  }
  years.set(key, spans);
  return spans;
}

/** How far the clocks of a zone are ahead of UTC, in milliseconds. @throws RangeError for a name that is no time zone */
export function offsetAt(zone: string, instant: Instant): number {
  const spans = spansOf(zone, new Date(instant).getUTCFullYear());
  return spans.findLast(({ since }) => since <= instant)?.offset ?? 0;
}

/**
 * What a clock on the wall shows in a time zone, as milliseconds since 1970 of a clock without zones.
 * @throws RangeError for a name that is no time zone
 */
export const wallClock = (zone: string, instant: Instant): number => instant + offsetAt(zone, instant);

/** When the clocks of a zone are changed between two instants: the first millisecond of each new offset, in order. */
export function clockChanges(zone: string, from: Instant, to: Instant): Instant[] {
  const changes: Instant[] = [];
  for (let year = new Date(from).getUTCFullYear(); year <= new Date(to).getUTCFullYear(); year++)
    changes.push(
      ...spansOf(zone, year)
        .slice(1)
        .map(({ since }) => since),
    );
  return changes.filter((since) => since > from && since <= to);
}

/** The instants at which the clocks of a zone show a time: none, one or two. */
export function instantsOf(zone: string, wall: number): Instant[] {
  const offsets = new Set([offsetAt(zone, wall - DAY), offsetAt(zone, wall + DAY)]);
  return [...offsets].map((offset) => wall - offset).filter((instant) => wallClock(zone, instant) === wall);
}
