import type { z } from 'zod';
import type { Issue } from '../model/issue.ts';
import { explain } from './explain.ts';
import { readText } from './read-text.ts';
import { parseFile } from './yaml/document.ts';

/** The value of a file, or undefined when it has problems. */
export interface ReadFile<T> {
  readonly value?: T;
  readonly issues: readonly Issue[];
}

/** Reads text as the value of a shape. Never throws. @param schema name of its JSON Schema, `release` or `tuning` */
export function readYaml<T>(file: string, text: string, schema: string, shape: z.ZodType<T>): ReadFile<T> {
  const { report, tree, trustedBefore } = parseFile(file, text, schema);
  if (tree === undefined) return { issues: report.issues };
  const result = shape.safeParse(tree.value);
  if (!result.success) {
    explain(result.error.issues, tree.spot, report, trustedBefore);
    // Nothing that was found wrong may pass in silence.
    if (report.issues.length === 0) report.add({ code: 'data/invalid', message: 'does not have the right shape' }, 0);
  }
  return result.success && report.issues.length === 0 ? { value: result.data, issues: [] } : { issues: report.issues };
}

/** Reads a file as the value of a shape. Never throws. @param file relative to `root` */
export function readFile<T>(root: string, file: string, schema: string, shape: z.ZodType<T>): ReadFile<T> {
  const read = readText(root, file);
  if (!('text' in read)) return read;
  const { value, issues } = readYaml(file, read.text, schema, shape);
  const all = [...read.issues, ...issues];
  return value === undefined || all.length > 0 ? { issues: all } : { value, issues: [] };
}
