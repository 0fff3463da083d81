import { type Document, isScalar, visit, type YAMLError } from 'yaml';
import type { Problem } from '../../model/issue.ts';
import type { FileReport } from './file-report.ts';
import type { OpenBracket } from './tokens.ts';

const INDENT_FIX = 'indent by two spaces a level, and start all keys of one map in the same column';
const QUOTE_FIX = 'quote the text';

/** The parser's findings in our words, by its code and the beginning of its message. First match wins. */
const WORDS: readonly (readonly [code: string, message: string, ours: string, fix?: string])[] = [
  ['BAD_INDENT', 'Flow', 'must be indented deeper than the key of this [ or {'],
  ['BAD_INDENT', 'All sequence', 'items of one list must start in the same column', INDENT_FIX],
  ['BAD_INDENT', '', 'indentation does not fit the lines above', INDENT_FIX],
  ['MISSING_CHAR', 'Missing closing', 'a quote is not closed', 'close it on the same line'],
  ['MISSING_CHAR', 'Missing ,', 'a comma is missing between two items'],
  ['MISSING_CHAR', 'Missing space', 'a space is missing after a colon'],
  ['MISSING_CHAR', 'Comments', 'a space is missing in front of #'],
  ['MISSING_CHAR', 'Sequence item', 'an item of the list does not begin with "- "', INDENT_FIX],
  ['MISSING_CHAR', 'Implicit map', 'must be "key: value", the colon is missing'],
  ['MULTILINE_IMPLICIT_KEY', '', 'must be "key: value", a colon with a space behind it is missing'],
  ['BLOCK_AS_IMPLICIT_KEY', '', 'must hold one "key: value" a line', 'quote a value that holds ": "'],
  ['BAD_SCALAR_START', '', 'text without quotes must not begin with this character', QUOTE_FIX],
  ['BAD_DQ_ESCAPE', '', 'unknown escape after \\', 'write \\\\ for one backslash, or use single quotes'],
  ['BLOCK_IN_FLOW', '', 'indented maps and lists cannot stand inside [ ] or { }'],
  ['KEY_OVER_1024_CHARS', '', 'a key is longer than 1024 characters'],
  ['RESOURCE_EXHAUSTION', '', 'is nested too deeply to be read'],
  ['UNEXPECTED_TOKEN', 'Unexpected ,', 'a comma without an item in front of it'],
];

/** Findings after which the parser guesses what belongs where. */
const STRUCTURAL = new Set(['BAD_INDENT', 'UNEXPECTED_TOKEN', 'MULTILINE_IMPLICIT_KEY', 'TAB_AS_INDENT']);

/** Findings that the check of tokens and the tree report in better words, or that follow from those. */
const REPORTED_ELSEWHERE = new Set([
  'BAD_DIRECTIVE',
  'TAG_RESOLVE_FAILED',
  'BAD_COLLECTION_TYPE',
  'BAD_ALIAS',
  'ALIAS_PROPS',
  // The parser's own slip at a key that is a map or list.
  'IMPOSSIBLE',
]);
const FROM_DIRECTIVE = 'Missing directives-end';

function problemOf(error: YAMLError): Problem {
  const words = WORDS.find(([code, message]) => code === error.code && error.message.startsWith(message));
  const [, , ours = 'cannot be read as YAML from here on', fix] = words ?? [];
  return { code: 'yaml/syntax', message: ours, ...(fix === undefined ? {} : { fix }) };
}

/** Where the quote opens that is still open at `end`: more useful than the end of the file. */
function openingQuote(documents: readonly Document.Parsed[], end: number): number {
  let found = end;
  for (const document of documents) {
    visit(document, {
      Scalar: (_, node) => {
        const quoted = node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE';
        if (quoted && node.range && node.range[0] < end && end <= node.range[1] + 1) found = node.range[0];
      },
    });
  }
  return found;
}

/** Lines that are indented by tabs, except inside text of several lines. Offsets of the first tab of each. */
function tabs(text: string, documents: readonly Document.Parsed[]): number[] {
  const prose: (readonly [number, number])[] = [];
  for (const document of documents) {
    visit(document, (_, node) => {
      if (isScalar(node) && node.range && text.slice(node.range[0], node.range[1]).includes('\n')) {
        prose.push([node.range[0], node.range[1]]);
      }
    });
  }
  const offsets = Array.from(text.matchAll(/^ *\t[ \t]*[^\s#]/gm), (line) => line.index + line[0].indexOf('\t'));
  return offsets.filter((at) => !prose.some(([from, to]) => from < at && at < to));
}

/** What the parser found. */
export interface Findings {
  readonly documents: readonly Document.Parsed[];
  readonly open: readonly OpenBracket[];
}

function bracketProblem({ bracket, closedBy }: OpenBracket): Problem {
  const partner = bracket === '[' ? ']' : '}';
  const message = closedBy === undefined ? `${bracket} is never closed` : `${bracket} is closed by ${closedBy}`;
  return { code: 'yaml/syntax', message, fix: `close it with ${partner}` };
}

/**
 * Reports tabs and syntax errors, one a line. After the first that breaks the structure, later breaks are consequences.
 * Returns the first line from which the tree cannot be trusted.
 */
export function checkSyntax(text: string, { documents, open }: Findings, report: FileReport): number {
  const lines = new Set<number>();
  const note = (problem: Problem, offset: number): void => {
    const line = report.lineOf(offset);
    if (lines.has(line)) return;
    lines.add(line);
    report.add(problem, offset);
  };
  for (const offset of tabs(text, documents)) {
    note({ code: 'yaml/tab', message: 'must be indented with spaces, got a tab', fix: INDENT_FIX }, offset);
  }
  for (const bracket of open) note(bracketProblem(bracket), bracket.offset);
  for (const error of documents.flatMap((document) => document.errors)) {
    if (REPORTED_ELSEWHERE.has(error.code) || error.message.startsWith(FROM_DIRECTIVE)) continue;
    if (STRUCTURAL.has(error.code) && lines.size > 0) continue;
    const at = Math.min(error.pos[0], text.length);
    note(problemOf(error), error.message.startsWith('Missing closing') ? openingQuote(documents, at) : at);
  }
  return Math.min(Infinity, ...lines);
}
