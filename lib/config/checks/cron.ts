import type { Problem } from '../../model/issue.ts';

interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** Words that stand for numbers, from `least` on. */
  readonly words: readonly string[];
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

/** What Argo CD's reader takes. It has no 7 for Sunday: a schedule with one makes its server crash. */
const FIELDS: readonly Field[] = [
  { name: 'minute', least: 0, most: 59, words: [] },
  { name: 'hour', least: 0, most: 23, words: [] },
  { name: 'day of the month', least: 1, most: 31, words: [] },
  { name: 'month', least: 1, most: 12, words: MONTHS },
  { name: 'day of the week', least: 0, most: 6, words: DAYS },
];

const PART = /^(?:\*|\?|([a-z]+|\d{1,2})(?:-([a-z]+|\d{1,2}))?)(?:\/(\d{1,2}))?$/i;

function number(text: string, { least, words }: Field): number {
  const word = words.indexOf(text.toLowerCase());
  return word < 0 ? Number(text) : word + least;
}

function fits(part: string, field: Field): boolean {
  const match = PART.exec(part);
  if (!match) return false;
  const [, from, to, step] = match;
  if (step !== undefined && Number(step) < 1) return false;
  const numbers = [from, to].filter((text) => text !== undefined).map((text) => number(text, field));
  const [first = field.least, last = first] = numbers;
  return numbers.every((value) => value >= field.least && value <= field.most) && first <= last;
}

/** Says what is wrong with a schedule of five cron fields, or undefined. */
export function cronProblem(schedule: string): Problem | undefined {
  const texts = schedule.split(' ');
  if (texts.length !== FIELDS.length || texts.includes('')) {
    return {
      code: 'window/schedule',
      message: `must have five fields with one space between them, got ${JSON.stringify(schedule)}`,
      fix: 'write minute, hour, day of the month, month, day of the week: 0 22 * * 1-5',
    };
  }
  for (const [index, field] of FIELDS.entries()) {
    const text = texts[index] ?? '';
    if (text.split(',').every((part) => fits(part, field))) continue;
    const words = field.words.length > 0 ? ` or ${field.words[0] ?? ''} to ${field.words.at(-1) ?? ''}` : '';
    return {
      code: 'window/schedule',
      message: `must name the ${field.name} from ${field.least} to ${field.most}${words}, got ${JSON.stringify(text)}`,
      ...(field.most === 6 && text.includes('7') ? { fix: 'Sunday is 0' } : {}),
    };
  }
  return undefined;
}
