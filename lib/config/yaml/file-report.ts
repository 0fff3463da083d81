import type { LineCounter } from 'yaml';
import type { Issue, Problem } from '../../model/issue.ts';
import { fieldOf, type Path } from './spot.ts';

/** Longest message that is worth reading; a value of a megabyte must not become one of a megabyte. */
const LONGEST = 300;

/** Cuts a text for a message. */
export const cut = (text: string, longest: number): string =>
  text.length > longest ? `${text.slice(0, longest)}…` : text;

/** Collects the problems of one file with their places. */
export class FileReport {
  readonly file: string;
  readonly issues: Issue[] = [];
  readonly #lines: LineCounter;

  constructor(file: string, lines: LineCounter) {
    this.file = file;
    this.#lines = lines;
  }

  /** Line of an offset, from 1. */
  lineOf(offset: number): number {
    return this.#lines.linePos(offset).line;
  }

  /** Notes an error at an offset of the text. */
  add(problem: Problem, offset: number, path?: Path): void {
    const { line, col } = this.#lines.linePos(offset);
    this.issues.push({
      ...problem,
      message: cut(problem.message, LONGEST),
      severity: 'error',
      at: { file: this.file, line, column: col, ...(path && path.length > 0 ? { field: fieldOf(path) } : {}) },
    });
  }
}
