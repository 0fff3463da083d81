import { isScalar, Schema } from 'yaml';
import type { Problem } from '../../model/issue.ts';

/** What YAML 1.1 makes of text without quotes: PyYAML, older Go and Ruby readers still follow it. */
const OLD = new Schema({ schema: 'yaml-1.1', resolveKnownTags: false }).tags.filter(
  (tag) => tag.collection === undefined && tag.default === true && tag.test !== undefined,
);

/** What some reader makes of `source`, or the text itself. */
function readByOld(source: string): { readonly value: unknown; readonly kind: string } {
  for (const tag of OLD) {
    if (tag.collection !== undefined || tag.test?.test(source) !== true) continue;
    const resolved = tag.resolve(source, () => undefined, {});
    const value = isScalar(resolved) ? resolved.value : resolved;
    const kind = tag.tag.slice(tag.tag.lastIndexOf(':') + 1);
    return { value: value instanceof Date ? value.toISOString() : value, kind };
  }
  return { value: source, kind: 'str' };
}

/** A number with an exponent and no point is text to PyYAML, and a number to everybody else. */
const EXPONENT = /^[-+]?\d+[eE][-+]?\d+$/;

/** How a value is named in a message. */
function named(kind: string, value: unknown): string {
  if (kind === 'timestamp') return 'a date';
  if (typeof value === 'string') return `the text ${JSON.stringify(value)}`;
  if (typeof value === 'boolean') return String(value);
  return typeof value === 'number' ? `the number ${value}` : 'nothing';
}

/** Says why plain text that YAML 1.2 reads as `value` must be quoted or written otherwise, or undefined when all readers agree. */
export function ambiguity(source: string, value: unknown): Problem | undefined {
  const old = EXPONENT.test(source) ? { value: source, kind: 'str' } : readByOld(source);
  // What is no finite number is no value for anybody, and is refused for that.
  if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
  if (old.kind !== 'timestamp' && Object.is(old.value, value)) return undefined;
  const readings = `${named(old.kind, old.value)} to some YAML readers and ${named('', value)} to others`;
  const other = typeof value === 'string' ? old.value : value;
  const instead = typeof other === 'string' || old.kind === 'timestamp' ? '' : `write ${String(other)}, or `;
  return {
    code: 'yaml/ambiguous',
    message: `must be quoted: ${source} is ${readings}`,
    fix: `${instead}quote it: ${JSON.stringify(source)}`,
  };
}
