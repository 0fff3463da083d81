import { z } from 'zod';
import { type Problem, ProblemError } from '../../model/issue.ts';
import { suggestion } from '../../model/nearest.ts';

// A shape reads a handful of files: compiling it into a function would cost more than it saves.
z.config({ jitless: true });

/** What is said about a key that a block does not have, or about a block that is missing. */
export interface BlockWords {
  /** Shown by editors. */
  readonly description: string;
  /** @default - an unknown key, with the nearest name that exists */
  readonly unknown?: (key: string, known: readonly string[]) => Problem;
  /** @default - `is missing` */
  readonly missing?: Problem;
}

const unknownKey = (key: string, known: readonly string[]): Problem => {
  const fix = suggestion(key, known);
  return { code: 'data/unknown-key', message: 'is not known here', ...(fix === undefined ? {} : { fix }) };
};

/** Reads back what the error callback of a block wrote: zod carries only a string, so problems travel as JSON. */
export function problemsIn(message: string): readonly Problem[] {
  return message.startsWith('[') ? (JSON.parse(message) as Problem[]) : [];
}

/** A map with known keys and no others. */
export function block<Shape extends z.ZodRawShape>(shape: Shape, words: BlockWords) {
  const known = Object.keys(shape);
  const { unknown = unknownKey, missing } = words;
  return z
    .strictObject(shape, {
      error: (issue) => {
        if (issue.code === 'unrecognized_keys') return JSON.stringify(issue.keys.map((key) => unknown(key, known)));
        return issue.input === undefined && missing ? JSON.stringify([missing]) : undefined;
      },
    })
    .meta({ description: words.description });
}

/** What a custom issue carries to `explain`. */
export interface CustomParams {
  readonly problem: Problem;
  /** Whether it is about the key rather than the value. @default false */
  readonly atKey?: boolean;
}

/** The part of a refinement's context that is used here. */
export interface Issues {
  addIssue(issue: { code: 'custom'; path?: PropertyKey[]; params: Record<string, unknown> }): void;
}

/** Notes a problem of ours at a path below the value that is being refined. */
export function note(context: Issues, problem: Problem, path: PropertyKey[] = [], atKey = false): void {
  context.addIssue({ code: 'custom', path, params: { problem, atKey } satisfies CustomParams });
}

/** Runs a value's own rule and returns what it makes, or notes its problem. */
export function attempt<T>(context: Issues, make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    note(context, error.problem);
    return undefined;
  }
}
