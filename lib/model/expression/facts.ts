import type { Expression } from './nodes.ts';
import { pathOf } from './text.ts';

/** Paths that are known to be there. */
export type Facts = ReadonlySet<string>;

export const NO_FACTS: Facts = new Set();

export const joined = (a: Facts, b: Facts): Facts => new Set([...a, ...b]);

const shared = (a: Facts, b: Facts): Facts => new Set([...a].filter((path) => b.has(path)));

const isNil = (expression: Expression): boolean => expression.kind === 'literal' && expression.value === null;

/** Something that is never nothing. */
const isSomething = (expression: Expression): boolean =>
  (expression.kind === 'literal' && expression.value !== null) ||
  (expression.kind === 'list' && expression.items.every(isSomething));

/** A place that is there, and so is everything on the way to it. */
function reached(expression: Expression): Facts {
  const path = pathOf(expression);
  const parts = path?.split('.') ?? [];
  return new Set(parts.map((_, index) => parts.slice(0, index + 1).join('.')));
}

/** What is there when `left == right` holds. */
function whenEqual(left: Expression, right: Expression): Facts {
  if (isSomething(right)) return reached(left);
  return isSomething(left) ? reached(right) : NO_FACTS;
}

/** What is there when `left != right` holds. */
function whenDifferent(left: Expression, right: Expression): Facts {
  if (isNil(right)) return reached(left);
  return isNil(left) ? reached(right) : NO_FACTS;
}

const AND = new Set(['and', '&&']);
const OR = new Set(['or', '||']);

/** What is known to be there when an expression has turned out to be `holds`. */
export function factsOf(expression: Expression, holds: boolean): Facts {
  if (expression.kind === 'unary') return expression.operator === 'not' ? factsOf(expression.value, !holds) : NO_FACTS;
  if (expression.kind === 'member' || expression.kind === 'variable') return holds ? reached(expression) : NO_FACTS;
  if (expression.kind !== 'binary') return NO_FACTS;
  const { operator, left, right } = expression;
  if (AND.has(operator) || OR.has(operator)) {
    const [a, b] = [factsOf(left, holds), factsOf(right, holds)];
    // Both sides were looked at only where the first did not decide.
    return AND.has(operator) === holds ? joined(a, b) : shared(a, b);
  }
  if (operator === '==') return holds ? whenEqual(left, right) : whenDifferent(left, right);
  if (operator === '!=') return holds ? whenDifferent(left, right) : whenEqual(left, right);
  return operator === 'in' && holds && isSomething(right) ? reached(left) : NO_FACTS;
}
