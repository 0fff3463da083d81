import { ProblemError } from '../model/issue.ts';
import { DEEPEST, explainNotJson, isMembers, type Members, NOT_JSON } from './json-data.ts';
import { explicitKey, literalBlock, scalar } from './yaml-string.ts';

/**
 * Writes a value as one YAML document: block style, LF, one newline at the end, no `---`. Keys are sorted by code unit,
 * but at the top apiVersion, kind, metadata and spec come first. Members that are undefined or null are left out; null
 * inside an array, `[]`, `{}` and `''` are kept.
 * @throws ProblemError `render/not-json-data` with the path of what is no plain JSON data
 */
export function toYaml(value: unknown): string {
  try {
    const text = new Emitter(true).document(value);
    // A last text that ends in empty lines would leave them at the end of the file: it is quoted instead.
    return text.endsWith('\n\n') ? new Emitter(false).document(value) : text;
  } catch (error) {
    if (error !== NOT_JSON) throw error;
    throw new ProblemError(explainNotJson(value));
  }
}

/** One walk over a value, appending to one string: in V8 as fast as `JSON.stringify`. */
class Emitter {
  private out = '';

  /** @param emptyLines whether a block may end in empty lines (`|+`) */
  constructor(private readonly emptyLines: boolean) {}

  document(value: unknown): string {
    if (isMembers(value)) {
      const keys = topFirst(liveKeys(value));
      if (keys.length > 0) this.mapping(value, keys, '', false);
      else this.out = '{}\n';
    } else if (typeof value === 'string') this.out = `${scalar(value)}\n`;
    else {
      this.value(value, '', true);
      // What stands behind a dash is a document without the dash and its space.
      this.out = this.out.slice(1);
    }
    return this.out;
  }

  /**
   * Writes what follows `key:` or `-`, to the end of its last line.
   * @param indent of the lines after the first
   * @param inline whether a structure begins in this line, behind a dash
   */
  private value(value: unknown, indent: string, inline: boolean): void {
    if (typeof value === 'string') this.out += ` ${this.text(value, indent)}\n`;
    else if (typeof value === 'number') this.out += ` ${number(value)}\n`;
    else if (typeof value === 'boolean') this.out += value ? ' true\n' : ' false\n';
    else if (value === null) this.out += ' null\n';
    else if (Array.isArray(value)) this.array(value, indent, inline);
    else if (isMembers(value)) this.object(value, indent, inline);
    else throw NOT_JSON;
  }

  private object(members: Members, indent: string, inline: boolean): void {
    const keys = liveKeys(members);
    if (keys.length === 0) this.out += ' {}\n';
    else {
      this.out += inline ? ' ' : '\n';
      this.mapping(members, keys, indent, inline);
    }
  }

  private mapping(members: Members, keys: readonly string[], indent: string, inline: boolean): void {
    if (indent.length > 2 * DEEPEST) throw NOT_JSON;
    const inner = `${indent}  `;
    let lead = inline ? '' : indent;
    for (const key of keys) {
      this.out += lead + (explicitKey(key, indent) ?? `${scalar(key)}:`);
      this.value(members[key], inner, false);
      lead = indent;
    }
  }

  private array(items: readonly unknown[], indent: string, inline: boolean): void {
    if (indent.length > 2 * DEEPEST) throw NOT_JSON;
    if (items.length === 0) {
      this.out += ' []\n';
      return;
    }
    this.out += inline ? ' -' : '\n';
    const inner = `${indent}  `;
    let lead = inline ? '' : `${indent}-`;
    for (const item of items) {
      this.out += lead;
      this.value(item, inner, true);
      lead = `${indent}-`;
    }
  }

  private text(text: string, indent: string): string {
    if (!text.includes('\n') || (!this.emptyLines && text.endsWith('\n\n'))) return scalar(text);
    return literalBlock(text, indent) ?? scalar(text);
  }
}

/** YAML 1.1 in Python takes a number with an exponent for a string unless it has a dot: `1.0e+21`. */
function number(value: number): string {
  if (!Number.isFinite(value)) throw NOT_JSON;
  const text = String(value);
  return text.includes('e') && !text.includes('.') ? text.replace('e', '.0e') : text;
}

/** Keys of the members that are written, sorted by code unit. */
function liveKeys(members: Members): string[] {
  const keys: string[] = [];
  for (const key of Object.keys(members)) {
    const value = members[key];
    if (value === undefined || value === null) continue;
    // Insertion beats `sort` for a handful of keys; large maps of data are sorted below.
    let at = keys.length;
    if (at < 16) for (; at > 0 && key < (keys[at - 1] ?? ''); at--) keys[at] = keys[at - 1] ?? '';
    keys[at] = key;
  }
  return keys.length > 16 ? keys.sort() : keys;
}

/** The order in which people read a manifest. */
const TOP = ['apiVersion', 'kind', 'metadata', 'spec'];

const topFirst = (keys: readonly string[]): string[] => [
  ...TOP.filter((key) => keys.includes(key)),
  ...keys.filter((key) => !TOP.includes(key)),
];
