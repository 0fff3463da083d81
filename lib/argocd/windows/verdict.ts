import { openingOf, type SyncWindow } from './window.ts';
import type { Instant } from './zone.ts';

/** Whether an Application may be synced, and why. */
export interface Verdict {
  /** By Argo CD itself. */
  readonly automatic: boolean;
  /** By a person. */
  readonly manual: boolean;
  /** `none`: no window is about it; `denied`: a deny window is open; `allowed`: an allow window is open; `outside`: it has
   * allow windows, and all are closed; `free`: it has deny windows only, and all are closed. */
  readonly reason: 'none' | 'denied' | 'allowed' | 'outside' | 'free';
  /** The windows that decide. */
  readonly windows: readonly SyncWindow[];
}

/** A verdict from some moment on. */
export interface Change {
  readonly at: Instant;
  readonly verdict: Verdict;
}

interface Timed {
  readonly window: SyncWindow;
  readonly opening: ReturnType<typeof openingOf>;
}

const DAY = 24 * 3600 * 1000;

const same = (a: Verdict, b: Verdict): boolean =>
  a.automatic === b.automatic && a.manual === b.manual && a.reason === b.reason;

/**
 * The windows that are about one Application, and what follows from them (Argo CD 3.5, `SyncWindows.CanSync`): deny beats
 * allow, and any allow window closes every other moment. A person may sync where every window that stands in the way
 * says `manualSync`.
 */
export class Agenda {
  readonly windows: readonly SyncWindow[];
  readonly #timed: readonly Timed[];
  /** Applications share an agenda, and each is asked what comes next. */
  #next: { readonly from: Instant; readonly change: Change | undefined } | undefined;

  /** @throws what `openingOf` throws */
  constructor(windows: readonly SyncWindow[]) {
    this.windows = windows;
    this.#timed = windows.map((window) => ({ window, opening: openingOf(window) }));
  }

  at(instant: Instant): Verdict {
    const open = this.#timed.filter(({ opening }) => opening.isOpen(instant)).map(({ window }) => window);
    const of = (windows: readonly SyncWindow[], kind: SyncWindow['kind']): SyncWindow[] =>
      windows.filter((window) => window.kind === kind);
    const closed = (reason: 'denied' | 'outside', windows: readonly SyncWindow[]): Verdict => ({
      ...{ automatic: false, manual: windows.every(({ manualSync = false }) => manualSync) },
      ...{ reason, windows },
    });
    const denies = of(open, 'deny');
    if (denies.length > 0) return closed('denied', denies);
    const allows = of(open, 'allow');
    if (allows.length > 0) return { automatic: true, manual: true, reason: 'allowed', windows: allows };
    const shut = of(this.windows, 'allow');
    if (shut.length > 0) return closed('outside', shut);
    return { automatic: true, manual: true, reason: this.windows.length > 0 ? 'free' : 'none', windows: [] };
  }

  /** How the verdict changes from one instant to another; the first is the one that holds at `from`. */
  changes(from: Instant, to: Instant): readonly Change[] {
    const boundaries = this.#timed.flatMap(({ opening }) => opening.boundaries(from, to));
    const instants = [...new Set(boundaries)].sort((a, b) => a - b).filter((instant) => instant > from);
    const changes: Change[] = [{ at: from, verdict: this.at(from) }];
    for (const at of instants) {
      const verdict = this.at(at);
      const last = changes.at(-1);
      if (last && !same(last.verdict, verdict)) changes.push({ at, verdict });
    }
    return changes;
  }

  /** The next change; undefined when there is none within a year. */
  next(from: Instant): Change | undefined {
    if (this.#next?.from !== from) this.#next = { from, change: this.#lookAhead(from) };
    return this.#next.change;
  }

  #lookAhead(from: Instant): Change | undefined {
    // By weeks: most windows open within one.
    let start = from;
    for (let days = 8; start < from + 366 * DAY; days *= 4) {
      const end = Math.min(from + days * DAY, from + 366 * DAY);
      const [, next] = this.changes(from, end);
      if (next) return next;
      start = end;
    }
    return undefined;
  }
}
