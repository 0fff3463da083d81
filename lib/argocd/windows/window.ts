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

const written = ({ values, any }: CronField): string => (any ? '*' : values.join(','));

/**
 * When a window is open. The controller looks at clocks on the wall: it adds the offset of this moment to UTC, and asks
 * for the next start after "now minus duration" as if there were no time zones (Argo CD 3.5, `SyncWindow.active`). So a
 * window of eight hours is open until the clock shows eight hours more, be that seven or nine hours later.
 */
export class Opening {
  readonly #starts: Cron;
  readonly #length: number;
  readonly #zone: string;

  /** @throws ProblemError `window/schedule`, `duration/invalid`; RangeError for an unknown time zone */
  constructor({ schedule, duration, timeZone = 'UTC' }: SyncWindow) {
    // As numbers: what `*`/2 or both fields of days mean differs among readers of cron.
    const pattern = cronFields(schedule).map(written).join(' ');
    this.#starts = new Cron(pattern, { timezone: 'UTC', domAndDow: false });
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
    const [first, last] = [wallClock(this.#zone, from), wallClock(this.#zone, to)];
    let start = this.#nextStart(first - this.#length - 1);
    while (start !== undefined && start <= last) {
      for (const wall of [start, start + this.#length]) instants.push(...instantsOf(this.#zone, wall));
      start = this.#nextStart(start);
    }
    return instants.filter((instant) => instant >= from && instant <= to);
  }

  /** The first start after a time on the wall. */
  #nextStart(wall: number): number | undefined {
    return this.#starts.nextRun(new Date(wall))?.getTime();
  }
}
