import { ProblemError } from './issue.ts';

interface FieldRule {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Words that stand for numbers, from `least` on. */
  readonly words: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** What Argo CD's reader takes. It has no 7 for Sunday: a schedule with one makes its server crash. */
const RULES: readonly FieldRule[] = [
  { name: 'minute', least: 0, most: 59, words: [] },
  { name: 'hour', least: 0, most: 23, words: [] },
  { name: 'day of the month', least: 1, most: 31, words: [] },
  { name: 'month', least: 1, most: 12, words: MONTHS },
  { name: 'day of the week', least: 0, most: 6, words: DAYS },
];

const PART = /^(?:(\*|\?)|([a-z]+|\d{1,2})(?:-([a-z]+|\d{1,2}))?)(?:\/(\d{1,2}))?$/i;

/** One of the five fields of a schedule. */
export interface CronField {
  /** What it names, in order. */
  readonly values: readonly number[];
  /** Whether it was written as any: decides whether the two fields of days are joined by "and" or by "or". */
  readonly any: boolean;
}

/** minute, hour, day of the month, month, day of the week */
export type CronFields = readonly [CronField, CronField, CronField, CronField, CronField];

function number(text: string, { least, words }: FieldRule): number {
  const word = words.indexOf(text.toLowerCase());
  return word < 0 ? Number(text) : word + least;
}

/** The numbers of `1-5`, `*`, `*`/2, `10/5`; undefined when it is none of these. */
function readPart(part: string, rule: FieldRule): CronField | undefined {
  const match = PART.exec(part);
  if (!match) return undefined;
  const [, star, from, to, stepText] = match;
  const step = Number(stepText ?? 1);
  const first = from === undefined ? rule.least : number(from, rule);
  // `10/5` goes on to the end, `10` does not.
  const open = star !== undefined || (to === undefined && stepText !== undefined);
  const last = to === undefined ? (open ? rule.most : first) : number(to, rule);
  const fits = [first, last].every((value) => value >= rule.least && value <= rule.most);
  if (step < 1 || !fits || first > last) return undefined;
  const values = Array.from({ length: Math.floor((last - first) / step) + 1 }, (_, index) => first + index * step);
  return { values, any: star !== undefined && step === 1 };
}

function readField(text: string, rule: FieldRule): CronField {
  const parts = text.split(',').map((part) => readPart(part, rule));
  const read = parts.filter((part) => part !== undefined);
  if (read.length < parts.length) {
    const words = rule.words.length > 0 ? ` or ${rule.words[0] ?? ''} to ${rule.words.at(-1) ?? ''}` : '';
    throw new ProblemError({
      code: 'window/schedule',
      message: `must name the ${rule.name} from ${rule.least} to ${rule.most}${words}, got ${JSON.stringify(text)}`,
      ...(rule.most === 6 && text.includes('7') ? { fix: 'Sunday is 0' } : {}),
    });
  }
  const values = [...new Set(read.flatMap((part) => part.values))].sort((a, b) => a - b);
  return { values, any: read.some(({ any }) => any) };
}

/** Reads a schedule of five cron fields, as Argo CD does. @throws ProblemError `window/schedule` */
export function cronFields(schedule: string): CronFields {
  const texts = schedule.split(' ');
  if (texts.length !== RULES.length || texts.includes('')) {
    throw new ProblemError({
      code: 'window/schedule',
      message: `must have five fields with one space between them, got ${JSON.stringify(schedule)}`,
      fix: 'write minute, hour, day of the month, month, day of the week: 0 22 * * 1-5',
    });
  }
  return RULES.map((rule, index) => readField(texts[index] ?? '', rule)) as unknown as CronFields;
}

const LONGEST = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Reads a schedule that comes some day. @throws ProblemError `window/schedule` */
export function cronSchedule(schedule: string): CronFields {
  const fields = cronFields(schedule);
  const [, , days, months, weekdays] = fields;
  // Beside a field of weekdays the days of the month are no condition of their own.
  const comes =
    !weekdays.any || months.values.some((month) => days.values.some((day) => day <= (LONGEST[month - 1] ?? 0)));
  if (comes) return fields;
  throw new ProblemError({
    code: 'window/schedule',
    message: `must name a day that there is, got ${JSON.stringify(schedule)}`,
    fix: 'Argo CD takes a window that never starts for one that is always open',
  });
}
