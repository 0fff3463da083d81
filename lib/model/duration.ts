import { ProblemError } from './issue.ts';

/** A duration as Go, and so all of Argo, writes it: `30s`, `5m`, `8h`, `1h30m`. Whole numbers, largest unit first. */
export type GoDuration = `${number}${'s' | 'm' | 'h'}` | `${number}h${number}m` | `${number}m${number}s`;

const FORM = /^(?:(\d{1,6})h)?(?:(\d{1,6})m)?(?:(\d{1,6})s)?$/;

/** Length of a duration in seconds. @throws ProblemError `duration/invalid` */
export function seconds(text: string): number {
  const match = FORM.exec(text);
  if (!match || text === '') {
    throw new ProblemError({
      code: 'duration/invalid',
      message: `must be a duration like 30s, 5m or 1h30m, got ${JSON.stringify(text)}`,
      fix: 'write whole hours, minutes and seconds without spaces; a day is 24h',
    });
  }
  const [, h, m, s] = match;
  return Number(h ?? 0) * 3600 + Number(m ?? 0) * 60 + Number(s ?? 0);
}

/** Returns `text` typed as a duration longer than nothing. @throws ProblemError `duration/invalid` */
export function goDuration(text: string): GoDuration {
  if (seconds(text) === 0) {
    throw new ProblemError({
      code: 'duration/invalid',
      message: `must be longer than nothing, got ${JSON.stringify(text)}`,
    });
  }
  return text as GoDuration;
}
