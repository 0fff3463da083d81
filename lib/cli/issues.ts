import type { Issue, Place } from '../model/issue.ts';
import { compare, counted, visible } from './text.ts';
import type { Colors } from './terminal.ts';

/** Beyond these widths a column no longer waits for its longest text. */
const WIDEST = { subject: 60, message: 72 };
const SIGNS = { error: '✖', warning: '⚠' } as const;

/** By file, line and column. */
export function sortedIssues(issues: readonly Issue[]): Issue[] {
  const order = (a: Place, b: Place): number =>
    compare(a.file, b.file) ||
    (a.line ?? 0) - (b.line ?? 0) ||
    (a.column ?? 0) - (b.column ?? 0) ||
    compare(a.field ?? '', b.field ?? '');
  return [...issues].sort((a, b) => order(a.at, b.at));
}

/** `1 error in 1 file`, `2 errors and 1 warning in 3 files`. */
export function totals(issues: readonly Issue[]): string {
  const errors = issues.filter((issue) => issue.severity === 'error').length;
  const warnings = issues.length - errors;
  const counts = [errors > 0 ? counted(errors, 'error') : '', warnings > 0 ? counted(warnings, 'warning') : ''];
  const files = new Set(issues.map((issue) => issue.at.file)).size;
  return `${counts.filter(Boolean).join(' and ')} in ${counted(files, 'file')}`;
}

/** The issues as people read them: grouped by the file to edit, place first, code last, then the totals. */
export function issuesText(issues: readonly Issue[], colors: Colors): string {
  if (issues.length === 0) return '';
  const rows = sortedIssues(issues).map(rowOf);
  const place = widest(rows.map((row) => row.place));
  const subject = Math.min(WIDEST.subject, widest(rows.map((row) => subjectOf(row, place))));
  const message = Math.min(WIDEST.message, widest(rows.map((row) => row.message)));
  const lines: string[] = [];
  let file: string | undefined;
  for (const row of rows) {
    if (row.file !== file) lines.push(colors.bold(row.file));
    file = row.file;
    lines.push(...rowLines(row, { place, subject, message }, colors));
  }
  return `${lines.join('\n')}\n\n${totals(issues)}\n`;
}

interface Row {
  readonly severity: Issue['severity'];
  readonly file: string;
  /** `7:17`, or empty. */
  readonly place: string;
  readonly field: string;
  readonly message: string;
  readonly fix: string;
  readonly code: string;
}

function rowOf({ severity, at, message, fix, code }: Issue): Row {
  const place = at.line === undefined ? '' : [at.line, at.column].filter((n) => n !== undefined).join(':');
  return {
    severity,
    file: visible(at.file),
    place,
    field: visible(at.field ?? ''),
    message: visible(message),
    fix: visible(fix ?? ''),
    code,
  };
}

/** Place and field; a field without a line begins where places begin. */
function subjectOf(row: Row, place: number): string {
  if (row.place === '') return row.field;
  return row.field === '' ? row.place : `${row.place.padEnd(place)}  ${row.field}`;
}

function rowLines(row: Row, width: { place: number; subject: number; message: number }, colors: Colors): string[] {
  const sign = row.severity === 'error' ? colors.red(SIGNS.error) : colors.yellow(SIGNS.warning);
  const indent = ' '.repeat(4 + (width.place > 0 ? width.place + 2 : 0));
  const subject = width.subject === 0 ? '' : `${subjectOf(row, width.place).padEnd(width.subject)}  `;
  const first = `  ${sign} ${subject}${row.message.padEnd(width.message)}  ${colors.dim(row.code)}`;
  return [first, ...(row.fix === '' ? [] : [`${indent}${colors.cyan(row.fix)}`])];
}

const widest = (texts: readonly string[]): number => texts.reduce((most, { length }) => Math.max(most, length), 0);
