import type { Problem } from '../model/issue.ts';

/** A plain object. */
export type Members = Readonly<Record<string, unknown>>;

/** Levels of nesting; no manifest comes near it, so what is deeper refers to itself. */
export const DEEPEST = 200;

/** Thrown by the fast walk, which keeps no path; `explainNotJson` finds the path afterwards. */
export const NOT_JSON = new Error('not plain JSON data');

/** Says whether a value is a plain object: one of a literal, of `JSON.parse`, or of another realm; of no class. */
export function isMembers(value: unknown): value is Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === null || prototype === Object.prototype || Object.getPrototypeOf(prototype) === null;
}

/** Says whether a text has half of a surrogate pair: no UTF-8 file can hold it, and Go refuses its escape. */
export const isUnencodable = (text: string): boolean => /\p{Cs}/u.test(text);

/** Says where and why a value is no plain JSON data. */
export function explainNotJson(value: unknown): Problem {
  const { path, what } = find(value, '', new Map()) ?? { path: '', what: 'something else' };
  return {
    code: 'render/not-json-data',
    message: `${path === '' ? 'the value' : path} must be plain JSON data, got ${what}`,
    fix: 'give strings, finite numbers, booleans, lists and plain objects; turn anything else into one of them first',
  };
}

interface Finding {
  readonly path: string;
  readonly what: string;
}

function find(value: unknown, path: string, above: Map<unknown, string>): Finding | undefined {
  const what = describe(value);
  if (what !== undefined) return { path, what };
  if (typeof value !== 'object' || value === null) return undefined;
  const cycle = above.get(value);
  if (cycle !== undefined) return { path, what: `a reference back to ${cycle === '' ? 'the whole' : cycle}` };
  if (above.size > DEEPEST) return { path, what: `more than ${DEEPEST} levels of nesting` };
  above.set(value, path);
  const finding = Array.isArray(value) ? inItems(value, path, above) : inMembers(value, path, above);
  above.delete(value);
  return finding;
}

function inItems(items: readonly unknown[], path: string, above: Map<unknown, string>): Finding | undefined {
  for (let index = 0; index < items.length; index++) {
    const at = `${path}[${index}]`;
    const item = items[index];
    const finding = item === undefined ? { path: at, what: 'undefined' } : find(item, at, above);
    if (finding) return finding;
  }
  return undefined;
}

function inMembers(members: object, path: string, above: Map<unknown, string>): Finding | undefined {
  for (const [key, member] of Object.entries(members)) {
    const at = /^[\w-]+$/.test(key) ? (path === '' ? key : `${path}.${key}`) : `${path}[${JSON.stringify(key)}]`;
    if (member === undefined || member === null) continue;
    const finding = isUnencodable(key)
      ? { path: at, what: 'a key with half of a surrogate pair' }
      : find(member, at, above);
    if (finding) return finding;
  }
  return undefined;
}

/** Names what is no JSON data by itself; undefined for what is, or may be when its members are. */
function describe(value: unknown): string | undefined {
  switch (typeof value) {
    case 'string':
      return isUnencodable(value) ? `a text with half of a surrogate pair: ${JSON.stringify(value)}` : undefined;
    case 'boolean':
      return undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : String(value);
    case 'object': {
      if (value === null || Array.isArray(value) || isMembers(value)) return undefined;
      const name = (value as { constructor?: { name?: unknown } }).constructor?.name;
      return typeof name === 'string' && name !== '' ? `an instance of ${name}` : 'an instance of a class';
    }
    case 'undefined':
      return 'undefined';
    default:
      return `a ${typeof value}`;
  }
}
