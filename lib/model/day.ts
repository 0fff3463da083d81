import { ProblemError } from './issue.ts';

const FORM = /^20\d\d-\d\d-\d\d$/;

/** When a day of this century begins in UTC, in seconds since 1970. @throws ProblemError `date/invalid` */
export function dayStart(text: string): number {
  const start = FORM.test(text) ? Date.parse(`${text}T00:00:00Z`) : NaN;
  // JavaScript takes 30 February for 1 March.
  if (!Number.isNaN(start) && dayOf(start / 1000) === text) return start / 1000;
  throw new ProblemError({
    code: 'date/invalid',
    message: `must be a day like 2026-03-01, got ${JSON.stringify(text)}`,
    fix: 'write year, month and day of a day that there is',
  });
}

/** The day in UTC, `YYYY-MM-DD`, that a second since 1970 belongs to. */
export const dayOf = (second: number): string => new Date(second * 1000).toISOString().slice(0, 10);
