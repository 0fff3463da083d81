import { TemplateError } from './nodes.ts';

/** A value of a template: JSON data. */
export type Value = unknown;

type TemplateFunction = (...values: readonly Value[]) => Value;

/** What Go takes for false. */
export const isTrue = (value: Value): boolean => {
  if (value === null || value === undefined || value === false || value === 0 || value === '') return false;
  if (Array.isArray(value)) return value.length > 0;
  return typeof value !== 'object' || Object.keys(value).length > 0;
};

/** How a value is printed. @throws TemplateError for what would be printed as Go data */
export function shown(value: Value): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw new TemplateError(
    `${Array.isArray(value) ? 'a list' : JSON.stringify(value)} in a text is not expanded offline`,
  );
}

const text = (value: Value): string => {
  if (typeof value !== 'string') throw new TemplateError(`a text was expected, got ${JSON.stringify(value)}`);
  return value;
};

const list = (value: Value): readonly Value[] => {
  if (!Array.isArray(value)) throw new TemplateError(`a list was expected, got ${JSON.stringify(value)}`);
  return value;
};

/** As Go does: comparing two kinds is an error, and so is comparing lists. Of numbers it knows several kinds. */
function same(a: Value, b: Value): boolean {
  if (typeof a === 'number' && typeof b === 'number')
    throw new TemplateError('a comparison of numbers is not expanded offline');
  if (typeof a !== typeof b || (typeof a === 'object' && a !== null))
    throw new TemplateError(`cannot compare ${JSON.stringify(a)} with ${JSON.stringify(b)}`);
  return a === b;
}

/** Of a text in bytes, as Go counts. */
function length(value: Value): number {
  if (typeof value === 'string') return new TextEncoder().encode(value).length;
  return typeof value === 'object' && value !== null ? Object.keys(value).length : list(value).length;
}

function indexed(value: Value, key: Value): Value {
  if (Array.isArray(value)) {
    if (typeof key !== 'number' || key < 0 || key >= value.length)
      throw new TemplateError(`index ${JSON.stringify(key)} is outside of a list of ${value.length}`);
    return value[key];
  }
  if (typeof value === 'string') throw new TemplateError('a byte of a text is not expanded offline');
  if (typeof value !== 'object' || value === null) throw new TemplateError(`cannot index ${JSON.stringify(value)}`);
  return (value as Readonly<Record<string, Value>>)[text(key)];
}

function printf(form: Value, ...values: readonly Value[]): string {
  const rest = [...values];
  const result = text(form).replace(/%(.)/g, (all, verb: string) => {
    if (verb === '%') return '%';
    if (!'sdvq'.includes(verb) || rest.length === 0)
      throw new TemplateError(`printf cannot fill ${all} of "${text(form)}"`);
    const value = rest.shift();
    const fits = verb === 'v' || typeof value === (verb === 'd' ? 'number' : 'string');
    if (!fits) throw new TemplateError(`${all} of ${JSON.stringify(value)} is not expanded offline`);
    return verb === 'q' ? JSON.stringify(value) : shown(value);
  });
  if (rest.length > 0) throw new TemplateError(`printf has more values than "${text(form)}" has places`);
  return result;
}

/** As Go's encoder writes it: keys in order, and the signs that HTML knows escaped. */
function json(value: Value): string {
  const sorted = (inner: Value): Value => {
    if (Array.isArray(inner)) return inner.map(sorted);
    if (typeof inner !== 'object' || inner === null) return inner;
    return Object.fromEntries(
      Object.entries(inner)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, own]) => [key, sorted(own)]),
    );
  };
  const code = (sign: string): string => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return JSON.stringify(sorted(value)).replace(/[<>&\u2028\u2029]/g, code);
}

/** The functions whose results we vouch for: those of Go's templates and of sprig that need no clock and no chance. */
export const FUNCTIONS: ReadonlyMap<string, TemplateFunction> = new Map<string, TemplateFunction>([
  ['contains', (part, whole) => text(whole).includes(text(part))],
  ['default', (fallback, value) => (isTrue(value) ? value : fallback)],
  ['eq', (first, ...others) => others.some((other) => same(first, other))],
  ['has', (value, values) => list(values).includes(value)],
  ['hasPrefix', (part, whole) => text(whole).startsWith(text(part))],
  ['hasSuffix', (part, whole) => text(whole).endsWith(text(part))],
  ['index', (value, ...keys) => keys.reduce(indexed, value)],
  ['len', length],
  ['list', (...values) => values],
  ['lower', (value) => text(value).toLowerCase()],
  ['ne', (a, b) => !same(a, b)],
  ['not', (value) => !isTrue(value)],
  ['printf', printf],
  ['quote', (...values) => values.map((value) => JSON.stringify(shown(value))).join(' ')],
  ['replace', (old, fresh, whole) => text(whole).replaceAll(text(old), () => text(fresh))],
  ['toJson', json],
  ['trimPrefix', (part, whole) => (text(whole).startsWith(text(part)) ? text(whole).slice(text(part).length) : whole)],
  [
    'trimSuffix',
    (part, whole) =>
      text(whole).endsWith(text(part)) ? text(whole).slice(0, text(whole).length - text(part).length) : whole,
  ],
  ['upper', (value) => text(value).toUpperCase()],
]);
