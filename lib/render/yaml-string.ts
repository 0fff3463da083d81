import { isUnencodable, NOT_JSON } from './json-data.ts';

/**
 * How a string is written so that every reader in the field reads the same string back: YAML 1.1 and 1.2, Go's,
 * Python's, JavaScript's. Their rules for what is a number, a date or a boolean differ, and go beyond any one
 * specification (Go takes `0o17`, `-_1` and `0X1F` for numbers), so the plain style is for what no reader can mistake:
 * text that starts with a letter and is no reserved word, and a few shapes that start with a digit.
 */

/** Longest text that readers accept as a key without `? ` (1,024 in the specification; quotes and escapes counted). */
const LONGEST_KEY = 1000;

/** A plain scalar without colons and spaces: nearly every value of a manifest. */
const PLAIN_WORD = /^[A-Za-z_/$(][!-9;-~]*$/;
/** The same with single spaces and colons inside: `: ` would end a key, ` #` would start a comment. */
const PLAIN_TEXT = /^[A-Za-z_/$(](?:[!-9;-~]|:(?=[!-~])| (?=[!"$-~]))*$/;
/** What YAML 1.1 or 1.2 reads as a boolean or as null, in any case, and `e1`, which the package `yaml` takes for a number. */
const RESERVED = /^(?:y|n|yes|no|on|off|true|false|null|e[-+]?\d+)$/i;
/** Starts like a number and is none for any reader: at least one letter, `%` or two dots, and no sign, `_`, `:` or exponent. */
const COUNTED =
  /^(?=\d)(?:(?:0|[1-9]\d*)(?:\.\d+)?(?:m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi|Ei|%)|(?:\d+h)?(?:\d+m)?(?:\d+(?:ms|s))?|\d+\.\d+\.\d+(?:\.\d+(?:\/\d+)?|[-+][A-Za-z][0-9A-Za-z.+-]*)?)$/;
/** A long option of a command: `--log-level=info`. */
const OPTION = /^--[A-Za-z]/;

/**
 * Characters that are written as escapes: controls, separators other than the space, and what nobody sees in a review
 * (zero-width and direction marks, private use). Fixed ranges and classes that never change, because the Unicode tables
 * of Node versions differ. `\p{Cs}` are halves of surrogate pairs.
 */
const ESCAPED =
  /(?![\t\n])[\p{Cc}\p{Cs}\p{Co}\xa0\xad\u0600-\u0605\u061c\u06dd\u070f\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff0-\uffff\u{e0000}-\u{10ffff}]/u;
const EACH_ESCAPED = new RegExp(ESCAPED, 'gu');
/** A line that a literal block does not keep faithfully or visibly: it ends in white space, or has a tab in its indentation. */
const UNFAITHFUL_LINE = /[ \t]$|^ *\t/m;

/** Scalars that occur again and again: names, kinds, label values. Bounded in number and length. */
const cache = new Map<string, string>();
const CACHE_SIZE = 20_000;
const CACHED_LENGTH = 48;

/** A string as a scalar in one line: plain where that is safe for every reader, quoted otherwise. */
export function scalar(text: string): string {
  if (text.length > CACHED_LENGTH) return compute(text);
  const known = cache.get(text);
  if (known !== undefined) return known;
  const result = compute(text);
  if (cache.size >= CACHE_SIZE) cache.clear();
  cache.set(text, result);
  return result;
}

/** A key that is too long to stand before its colon, as `? key` and a line with the colon; undefined for any other. */
export function explicitKey(key: string, indent: string): string | undefined {
  // An escape takes at most ten characters.
  if (key.length * 10 < LONGEST_KEY) return undefined;
  const written = scalar(key);
  return written.length < LONGEST_KEY ? undefined : `? ${written}\n${indent}:`;
}

/**
 * A string of several lines as a literal block, each line indented by `indent`: `|-` and the lines after it, without the
 * last line's end. Undefined when a block cannot hold it faithfully.
 */
export function literalBlock(text: string, indent: string): string | undefined {
  if (ESCAPED.test(text) || UNFAITHFUL_LINE.test(text)) return undefined;
  const start = text.search(/[^\n]/);
  if (start < 0) return undefined;
  // A reader takes the indentation from the first line, unless it is told.
  const indicator = text.charCodeAt(start) === 0x20 ? '2' : '';
  if (!text.endsWith('\n')) return `|${indicator}-\n${indented(text, indent)}`;
  const body = text.slice(0, -1);
  return `|${indicator}${body.endsWith('\n') ? '+' : ''}\n${indented(body, indent)}`;
}

/** Empty lines stay empty: no trailing white space in any file. */
const indented = (text: string, indent: string): string => text.replace(/^(?=.)/gm, indent);

function compute(text: string): string {
  if (PLAIN_WORD.test(text) ? !RESERVED.test(text) : PLAIN_TEXT.test(text)) return text;
  if (COUNTED.test(text) || (OPTION.test(text) && PLAIN_TEXT.test(text.slice(2)))) return text;
  return quoted(text);
}

function quoted(text: string): string {
  if (isUnencodable(text)) throw NOT_JSON;
  const escapes = ESCAPED.test(text) || text.includes('\n') || text.includes('\t');
  if (!escapes && !text.includes("'") && (text.includes('"') || text.includes('\\'))) return `'${text}'`;
  const json = JSON.stringify(text);
  return escapes ? json.replace(EACH_ESCAPED, escape) : json;
}

/** YAML's own escapes: a pair of `\u` surrogates, as JSON has it, is none. */
function escape(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  const hex = code.toString(16).toUpperCase();
  if (code <= 0xff) return `\\x${hex.padStart(2, '0')}`;
  return code <= 0xffff ? `\\u${hex.padStart(4, '0')}` : `\\U${hex.padStart(8, '0')}`;
}
