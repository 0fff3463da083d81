import { goDuration } from '../../model/duration.ts';
import { type Issue, type Problem, ProblemError, type Severity } from '../../model/issue.ts';
import { nameProblem } from '../../model/name.ts';
import { suggestion } from '../../model/nearest.ts';

/** A value for a message, short: data that was written by hand may hold anything at run time. */
export function show(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 60 ? `${value.slice(0, 60)}…` : value);
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' && value !== null ? 'an object' : String(value);
}

/** Collects problems of one TypeScript file. Every helper takes any value, because the compiler does not check at run time. */
export class DataReport {
  constructor(
    readonly file: string,
    private readonly sink: Issue[],
  ) {}

  /** Notes an error. A second finding about the same field is left out: it nearly always follows from the first. */
  add(field: string, problem: Problem): void {
    this.#note(field, problem, 'error');
  }

  /** Notes a warning: it does not stop the synthesis. */
  warn(field: string, problem: Problem): void {
    this.#note(field, problem, 'warning');
  }

  #note(field: string, problem: Problem, severity: Severity): void {
    const at = { file: this.file, ...(field === '' ? {} : { field }) };
    const known = this.sink.some((issue) => issue.at.file === this.file && issue.at.field === at.field);
    if (!known) this.sink.push({ ...problem, severity, at });
  }

  /** Runs a check; an exception means that the data has not even the shape that the check relies on. */
  guard(field: string, check: () => unknown): void {
    try {
      check();
    } catch (error) {
      if (error instanceof ProblemError) this.add(field, error.problem);
      else
        this.add(field, {
          code: 'data/invalid',
          message: `cannot be read: ${String(error)}`,
          fix: 'type-check it: make types',
        });
    }
  }

  /** Notes that a value has the wrong type. */
  wrong(field: string, wanted: string, value: unknown): false {
    this.add(field, { code: 'data/type', message: `must be ${wanted}, got ${show(value)}` });
    return false;
  }

  /** Notes a name that nothing has, with the nearest that something has. @param otherwise fix where no name is near or known */
  unknown(
    field: string,
    code: Problem['code'],
    what: string,
    got: unknown,
    names: Iterable<string>,
    otherwise?: string,
  ): void {
    const fix = (typeof got === 'string' ? suggestion(got, names) : undefined) ?? otherwise;
    this.add(field, { code, message: `must be ${what}, got ${show(got)}`, ...(fix === undefined ? {} : { fix }) });
  }

  /** Whether a value is text with something in it. */
  text(field: string, value: unknown): value is string {
    return (typeof value === 'string' && value.trim() !== '') || this.wrong(field, 'text that is not empty', value);
  }

  /** Whether a value is text of a form. */
  form(field: string, value: unknown, form: RegExp, wanted: string): value is string {
    return (typeof value === 'string' && form.test(value)) || this.wrong(field, wanted, value);
  }

  /** Whether a value is one of some words. */
  word(field: string, value: unknown, words: readonly string[]): boolean {
    return (typeof value === 'string' && words.includes(value)) || this.wrong(field, words.join(' or '), value);
  }

  /** Whether a value is a whole number within bounds. */
  whole(field: string, value: unknown, least: number, most = 1_000_000): value is number {
    const fits = typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
    if (fits) return true;
    this.add(field, {
      code: 'data/range',
      message: `must be a whole number from ${least} to ${most}, got ${show(value)}`,
    });
    return false;
  }

  /** Whether a value is a DNS label. */
  label(field: string, value: unknown, limit?: number): value is string {
    if (typeof value !== 'string') return this.wrong(field, 'text', value);
    const problem = nameProblem(value, limit);
    if (problem) this.add(field, problem);
    return problem === undefined;
  }

  /** Whether a value's own rule accepts it. */
  rule(field: string, value: unknown, rule: (text: string) => unknown): value is string {
    if (typeof value !== 'string') return this.wrong(field, 'text', value);
    let accepted = false;
    this.guard(field, () => {
      rule(value);
      accepted = true;
    });
    return accepted;
  }

  /** A duration, where one is given. */
  duration(field: string, value: unknown): void {
    if (value !== undefined) this.rule(field, value, goDuration);
  }

  /** Visits the values of a record, each on its own: what is wrong in one does not hide the others. */
  entries<T>(
    field: string,
    record: Readonly<Record<string, T>> | undefined,
    visit: (name: string, value: T, at: string) => void,
  ): void {
    const given: unknown = record;
    if (given === undefined) return;
    if (typeof given !== 'object' || given === null || Array.isArray(given)) {
      this.wrong(field, 'an object', given);
      return;
    }
    for (const [name, value] of Object.entries(given as Record<string, T>)) {
      const at = /^[\w-]+$/.test(name) ? `${field}.${name}` : `${field}[${JSON.stringify(name)}]`;
      this.guard(at, () => {
        visit(name, value, at);
      });
    }
  }

  /** Visits the values of a list, each on its own. */
  items<T>(field: string, list: readonly T[] | undefined, visit: (value: T, at: string, index: number) => void): void {
    const given: unknown = list;
    if (given === undefined) return;
    if (!Array.isArray(given)) {
      this.wrong(field, 'a list', given);
      return;
    }
    for (const [index, value] of (given as T[]).entries()) {
      const at = `${field}[${index}]`;
      this.guard(at, () => {
        visit(value, at, index);
      });
    }
  }

  /** Reports every value of a list that stands in it before. */
  distinct(field: string, list: readonly string[] | undefined): void {
    this.items(field, list, (value, at, index) => {
      if (list?.indexOf(value) === index) return;
      this.add(at, { code: 'data/duplicate', message: `must be there once, got ${show(value)} again` });
    });
  }
}
