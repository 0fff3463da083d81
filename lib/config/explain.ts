import type { z } from 'zod';
import type { Problem } from '../model/issue.ts';
import { nearest } from '../model/nearest.ts';
import { type CustomParams, problemsIn } from './shape/block.ts';
import type { FileReport } from './yaml/file-report.ts';
import { fieldOf, type Path, type Spot, trace } from './yaml/spot.ts';

type ZodIssue = z.core.$ZodIssue;

/** An issue outside a union, or a union of which no branch was meant. */
type Flat = Exclude<ZodIssue, z.core.$ZodIssueInvalidUnion> | UnfitTypes;

interface UnfitTypes {
  readonly code: 'types';
  readonly path: PropertyKey[];
  readonly types: readonly string[];
}

/** Types as people call them. */
const WORDS: Readonly<Record<string, string>> = {
  string: 'a string',
  // Every number of these files is whole.
  number: 'a whole number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'a map',
  record: 'a map',
  array: 'a list',
};

const MISSING: Problem = { code: 'data/missing-key', message: 'is missing' };

/** What one issue expects of the value that it stands at, or undefined when its type was right. */
const expectedType = (issue: ZodIssue): string | undefined =>
  issue.code === 'invalid_type' && issue.path.length === 0 ? (WORDS[issue.expected] ?? issue.expected) : undefined;

/**
 * The issues of the branch that was meant: the one whose type fits. Where none fits, or several do, one issue that names
 * every type.
 */
function flatten(issue: ZodIssue): readonly Flat[] {
  if (issue.code !== 'invalid_union') return [issue];
  const fitting = issue.errors.filter((errors) => errors.every((inner) => expectedType(inner) === undefined));
  const [only, ...others] = fitting;
  if (only && others.length === 0) {
    return only.flatMap((inner) => flatten({ ...inner, path: [...issue.path, ...inner.path] }));
  }
  const types = issue.errors.flatMap((errors) => errors.map((inner) => expectedType(inner) ?? 'something else'));
  return [{ code: 'types', path: issue.path, types: [...new Set(types)] }];
}

/** What to do about a scalar of the wrong type. */
function retype(types: readonly string[], spot: Spot): string | undefined {
  const { scalar } = spot;
  if (scalar === undefined || scalar.source === '' || spot.got.endsWith('finite')) return undefined;
  if (types.includes('a string') && !scalar.quoted) return `quote it: ${JSON.stringify(scalar.source)}`;
  const bare = scalar.source.slice(1, -1);
  const number = types.some((type) => type.includes('number')) && /^\d+$/.test(bare);
  const boolean = types.includes('true or false') && /^(true|false)$/.test(bare);
  return scalar.quoted && (number || boolean) ? `remove the quotes: ${bare}` : undefined;
}

function wrongType(types: readonly string[], spot: Spot): Problem {
  const fix = retype(types, spot);
  return {
    code: 'data/type',
    message: `must be ${types.join(' or ')}, got ${spot.got}`,
    ...(fix === undefined ? {} : { fix }),
  };
}

function problemOf(issue: Flat, spot: Spot): Problem {
  const got = spot.got.replace(/^the number /, '');
  switch (issue.code) {
    case 'custom':
      return (issue.params as unknown as CustomParams).problem;
    case 'types':
      return wrongType(issue.types, spot);
    case 'invalid_type':
      return wrongType([WORDS[issue.expected] ?? issue.expected], spot);
    case 'too_small':
      return { code: 'data/range', message: `must be at least ${String(issue.minimum)}, got ${got}` };
    case 'too_big':
      return { code: 'data/range', message: `must be at most ${String(issue.maximum)}, got ${got}` };
    default:
      return { code: 'data/invalid', message: `must be something else, got ${spot.got}` };
  }
}

const isInexact = (issue: Flat): boolean => issue.code === 'too_big' && issue.maximum === Number.MAX_SAFE_INTEGER;

/** A problem, and where it stands. */
interface Placed {
  readonly problem: Problem;
  readonly offset: number;
  readonly path: Path;
  /** Whether the place is a whole scalar or a key, which a syntax error further down cannot have changed. */
  readonly certain: boolean;
}

/** Keys that a block lacks because they are there under a wrong spelling. */
function misspelt(found: readonly z.core.$ZodIssueUnrecognizedKeys[], missing: readonly Path[]): ReadonlySet<string> {
  const spelt = new Set<string>();
  for (const { keys, path } of found) {
    const parent = fieldOf(path as Path);
    const lacking = missing.filter((one) => fieldOf(one.slice(0, -1)) === parent).map((one) => String(one.at(-1)));
    for (const key of keys) {
      const meant = nearest(key, lacking);
      if (meant !== undefined) spelt.add(fieldOf([...(path as Path), meant]));
    }
  }
  return spelt;
}

function place(issue: Flat, root: Spot): readonly Placed[] {
  const path = issue.path as Path;
  const { spot, child, found, broken } = trace(root, path);
  if (broken) return [];
  if (issue.code === 'unrecognized_keys') {
    const problems = problemsIn(issue.message);
    return issue.keys.flatMap((key, index) => {
      const extra = spot.children.get(key);
      const problem = problems[index];
      if (!extra || !problem || extra.keyBroken) return [];
      return [{ problem, offset: extra.keyAt, path: [...path, key], certain: true }];
    });
  }
  if (!found) {
    const [own] = 'message' in issue ? problemsIn(issue.message) : [];
    return [{ problem: own ?? MISSING, offset: child?.keyAt ?? 0, path, certain: false }];
  }
  const atKey = issue.code === 'custom' && (issue.params as unknown as CustomParams).atKey === true;
  const certain = atKey || (spot.scalar !== undefined && spot.scalar.source !== '');
  return [{ problem: problemOf(issue, spot), offset: atKey ? (child?.keyAt ?? spot.at) : spot.at, path, certain }];
}

/**
 * Puts what the shape found wrong into our words and at its place. What follows from a problem that was already reported is
 * left out, and so is a second finding about one value: one mistake, one line.
 * @param before problems from this line on follow from a syntax error and are no findings
 */
export function explain(found: readonly ZodIssue[], root: Spot, report: FileReport, before: number): void {
  // A number that JavaScript cannot hold is above every bound of ours: the bound that a person knows comes first.
  const issues = found.flatMap(flatten).sort((a, b) => Number(isInexact(a)) - Number(isInexact(b)));
  const missing = issues.filter((issue) => !trace(root, issue.path as Path).found).map((issue) => issue.path as Path);
  const seen = new Set(
    misspelt(
      issues.filter((issue) => issue.code === 'unrecognized_keys'),
      missing,
    ),
  );
  for (const { problem, offset, path, certain } of issues.flatMap((issue) => place(issue, root))) {
    const field = fieldOf(path);
    if (seen.has(field) || (before !== Infinity && (!certain || report.lineOf(offset) >= before))) continue;
    seen.add(field);
    report.add(problem, offset, path);
  }
}
