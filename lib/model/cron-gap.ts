import type { CronFields } from './cron.ts';

const MINUTES_OF_A_DAY = 24 * 60;
/** From the first of a leap year over its February to the end of the next year. */
const FIRST = Date.UTC(2024, 0, 1);
const DAYS = 366 + 365;

/** Whether a schedule has a start on the day that begins at `time`. Fields of days are joined by "or" when both are named. */
function isDay([, , days, months, weekdays]: CronFields, time: number): boolean {
  const date = new Date(time);
  const inMonth = days.values.includes(date.getUTCDate());
  const inWeek = weekdays.values.includes(date.getUTCDay());
  const fits = days.any || weekdays.any ? inMonth && inWeek : inMonth || inWeek;
  return fits && months.values.includes(date.getUTCMonth() + 1);
}

/** The longest time from one start of a schedule to the next, in seconds, on clocks that are never changed. */
export function longestGap(fields: CronFields): number {
  const [minutes, hours] = fields;
  const times = hours.values.flatMap((hour) => minutes.values.map((minute) => hour * 60 + minute));
  const days = Array.from({ length: DAYS }, (_, day) => day).filter((day) =>
    isDay(fields, FIRST + day * MINUTES_OF_A_DAY * 60_000),
  );
  const between = (all: readonly number[]): number =>
    Math.max(0, ...all.slice(1).map((value, index) => value - (all[index] ?? 0)));
  const overnight = MINUTES_OF_A_DAY - ((times.at(-1) ?? 0) - (times[0] ?? 0));
  const nights = Math.max(1, days.length > 1 ? between(days) : DAYS) - 1;
  return 60 * Math.max(between(times), nights * MINUTES_OF_A_DAY + overnight);
}
