import { setTimeout as wait } from 'node:timers/promises';
import { change } from './log.ts';

/** What is told when something did not happen, or happened that must not. */
export class Unmet extends Error {}

/** Ends what waits because a person or the system has ended the run. */
export class Interrupted extends Error {}

export interface Wait<T> {
  /** Deadline: generous, because only a failure waits for it. @default 180 */
  readonly seconds?: number;
  /** Whether changes on the way are left unsaid. @default false */
  readonly quiet?: boolean;
  /** How what is seen is told. @default - as it is, or as JSON */
  readonly show?: (seen: T) => string;
}

const POLL = 150;

const told = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value));

/** Called while something is waited for; throws when waiting has become pointless. */
type Watchdog = () => void;
const watchdogs = new Set<Watchdog>();

/** Names what ends every wait early: a process that died, the end of the run. Answers how to forget it. */
export function watch(check: Watchdog): () => void {
  watchdogs.add(check);
  return () => watchdogs.delete(check);
}

function checkAll(): void {
  for (const check of watchdogs) check();
}

/**
 * Looks again and again until what is seen is good, and returns it. Prints each change of what is seen.
 * @throws Unmet after the deadline, with what was seen last
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  good: (seen: T) => boolean,
  { seconds = 180, quiet = false, show = told }: Wait<T> = {},
): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let last = '';
  for (;;) {
    checkAll();
    const seen = await look();
    const text = show(seen);
    if (text !== last && !quiet) change(what, text);
    last = text;
    if (good(seen)) return seen;
    if (Date.now() > end) throw new Unmet(`${what}: not within ${String(seconds)} s; seen last: ${text}`);
    await wait(POLL);
  }
}

/**
 * Looks on for `seconds` and returns when what is seen was good all the time.
 * @throws Unmet as soon as it is not
 */
export async function holds<T>(
  what: string,
  look: () => T | Promise<T>,
  good: (seen: T) => boolean,
  { seconds }: { readonly seconds: number },
): Promise<void> {
  const end = Date.now() + seconds * 1000;
  while (Date.now() < end) {
    checkAll();
    const seen = await look();
    if (!good(seen)) throw new Unmet(`${what}: must hold for ${String(seconds)} s; seen: ${told(seen)}`);
    await wait(POLL);
  }
  change(what, `held for ${String(seconds)} s`);
}

/** @throws Unmet with what was seen, when it is not as it must be */
export function expect(what: string, seen: unknown, wanted: unknown): void {
  const [a, b] = [told(seen), told(wanted)];
  if (a !== b) throw new Unmet(`${what}: wanted ${b}, seen ${a}`);
}

const SHOWN = 12;

/** @throws Unmet with the first of `wrong`, when there is any */
export function none(what: string, wrong: readonly string[]): void {
  if (wrong.length === 0) return;
  const lines = wrong.slice(0, SHOWN).map((line) => `    ${line}`);
  const rest = wrong.length > SHOWN ? [`    and ${String(wrong.length - SHOWN)} more`] : [];
  throw new Unmet([`${String(wrong.length)} ${what}:`, ...lines, ...rest].join('\n'));
}
