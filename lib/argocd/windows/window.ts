import { Cron } from 'croner';
import { type CronField, cronFields } from '../../model/cron.ts';
import { seconds } from '../../model/duration.ts';
import { clockChanges, type Instant, instantsOf, wallClock } from './zone.ts';

/** A sync window as an AppProject has it. */
export interface SyncWindow {
  readonly kind: 'allow' | 'deny';
  /** Cron, five fields. */
  readonly schedule: string;
  /** Go's form of a duration: `8h`. */
  readonly duration: string;
  /** IANA name. @default 'UTC' */
  readonly timeZone?: string;
  /** @default false */
  readonly manualSync?: boolean;
  /** Globs. @default - none */
  readonly applications?: readonly string[];
  /** Globs. @default - none */
  readonly namespaces?: readonly string[];
  /** Globs over the name or the address of a cluster. @default - none */
  readonly clusters?: readonly string[];
  /** Whether all lists that are given must match, and not one of them. @default false */
  readonly andOperator?: boolean;
  /** @default - none */
  readonly description?: string;
}

const NOTHING = { from: 0, to: 0, starts: [] };

const written = ({ values, any }: CronField): string => (any ? '*' : values.join(','));

/**
 * When a window is open. The controller looks at clocks on the wall: it adds the offset of this moment to UTC, and asks
 * for the next start after "now minus duration" as if there were no time zones (Argo CD 3.5, `SyncWindow.active`). So a
 * window of eight hours is open until the clock shows eight hours more, be that seven or nine hours later.
 */
class Opening {
  readonly #starts: Cron;
  readonly #length: number;
  readonly #zone: string;
  /** The starts after `from` and up to `to`, in order: each is asked for once. */
  #known: { readonly from: number; readonly to: number; readonly starts: readonly number[] } = NOTHING;

  /** @throws ProblemError `window/schedule`, `duration/invalid`; RangeError for an unknown time zone */
  constructor({ schedule, duration, timeZone = 'UTC' }: SyncWindow) {
    // As numbers: what `*`/2 or both fields of days mean differs among readers of cron.
    const pattern = cronFields(schedule).map(written).join(' ');
    this.#starts = new Cron(pattern, { utcOffset: 0, domAndDow: false });
    this.#length = seconds(duration) * 1000;
    this.#zone = timeZone;
    wallClock(timeZone, 0);
  }

  /**
   * Whether it is open: from its first moment, which the controller leaves out, to just before its last one. A window that
   * never starts, on 30 February, is always open: its next start is the beginning of time, and that is long ago.
   */
  isOpen(instant: Instant): boolean {
    const wall = wallClock(this.#zone, instant);
    const start = this.#nextStart(wall - this.#length);
    return start === undefined || start <= wall;
  }

  /** Instants at which it may open or close: all of those, and some at which nothing changes. */
  boundaries(from: Instant, to: Instant): Instant[] {
    const instants = clockChanges(this.#zone, from, to);
    for (const start of this.#startsIn(wallClock(this.#zone, from) - this.#length - 1, wallClock(this.#zone, to)))
      for (const wall of [start, start + this.#length]) instants.push(...instantsOf(this.#zone, wall));
    return instants.filter((instant) => instant >= from && instant <= to);
  }

  #startsIn(from: number, to: number): readonly number[] {
    if (this.#known.from === from && this.#known.to === to) return this.#known.starts;
    const starts: number[] = [];
    let start = this.#nextStart(from);
    while (start !== undefined && start <= to) {
      starts.push(start);
      start = this.#nextStart(start);
    }
    this.#known = { from, to, starts };
    return starts;
  }

  /** The first start after a time on the wall. */
  #nextStart(wall: number): number | undefined {
    const { from, starts } = this.#known;
    const [last] = starts.slice(-1);
    if (from <= wall && last !== undefined && wall < last) {
      let [low, high] = [0, starts.length - 1];
      while (low < high) {
        const middle = Math.floor((low + high) / 2);
        if ((starts[middle] ?? 0) > wall) high = middle;
        else low = middle + 1;
      }
      return starts[low];
    }
    return this.#starts.nextRun(new Date(wall))?.getTime();
  }
}

const openings = new WeakMap<SyncWindow, Opening>();

/** The opening of a window; of the same window it is the same. @throws what `Opening` throws */
export function openingOf(window: SyncWindow): Opening {
  const opening = openings.get(window) ?? new Opening(window);
  openings.set(window, opening);
  return opening;
}
