import type { Problem } from '../issue.ts';
import { nilProblems } from './nil-safety.ts';
import { type Expression, ExpressionError } from './nodes.ts';
import { parseExpression } from './parse.ts';
import type { Variables } from './variables.ts';

const ARITHMETIC = new Set(['+', '-', '*', '/', '%', '**', '^', '..']);

/** Whether it can be anything but true or false. */
const isNoCondition = (expression: Expression): boolean =>
  (expression.kind === 'literal' && typeof expression.value !== 'boolean') ||
  expression.kind === 'list' ||
  (expression.kind === 'unary' && expression.operator !== 'not') ||
  (expression.kind === 'binary' && ARITHMETIC.has(expression.operator));

/** @param mustHold whether it is asked if something is so; otherwise any value will do */
export function expressionProblems(text: string, variables: Variables, mustHold: boolean): readonly Problem[] {
  let expression: Expression;
  try {
    expression = parseExpression(text);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const message = `must be an expression of expr-lang, but at character ${String(error.at + 1)} ${error.message}`;
    return [{ code: 'notify/expression', message }];
  }
  if (mustHold && isNoCondition(expression))
    return [{ code: 'notify/expression', message: `must be true or false, got ${text}` }];
  return nilProblems(expression, variables);
}
