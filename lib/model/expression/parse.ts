import { FUNCTIONS, PREDICATES } from './functions.ts';
import { type Expression, ExpressionError, type Member } from './nodes.ts';
import { type Token, tokensOf } from './tokens.ts';

/** How strongly an operator binds, as in expr-lang 1.16 and 1.17. */
const BINARY: ReadonlyMap<string, number> = new Map([
  ...['or', '||'].map((operator) => [operator, 10] as const),
  ...['and', '&&'].map((operator) => [operator, 15] as const),
  ...['==', '!=', '<', '>', '<=', '>=', 'in', 'matches', 'contains', 'startsWith', 'endsWith'].map(
    (operator) => [operator, 20] as const,
  ),
  ['..', 25],
  ...['+', '-'].map((operator) => [operator, 30] as const),
  ...['*', '/', '%'].map((operator) => [operator, 60] as const),
  ...['**', '^'].map((operator) => [operator, 100] as const),
  ['??', 500],
]);
const UNARY: ReadonlyMap<string, number> = new Map([
  ['not', 50],
  ['!', 50],
  ['-', 90],
  ['+', 90],
]);
const NEGATED = new Set(['in', 'matches', 'contains', 'startsWith', 'endsWith']);
const COMPARES = new Set(['<', '>', '<=', '>=']);
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['nil', null],
]);
/** In the language, and of no use to a trigger. */
const UNSUPPORTED = new Set(['let', '|', '{', ';', ':']);

class Reader {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = tokensOf(text);
  }

  whole(): Expression {
    const expression = this.#expression(0);
    if (this.#now.kind !== 'end') this.#fail();
    return expression;
  }

  get #now(): Token {
    return this.#tokens[this.#at] ?? { kind: 'end', text: 'the end', at: 0 };
  }

  #is(operator: string): boolean {
    return this.#now.kind === 'operator' && this.#now.text === operator;
  }

  #take(operator: string): boolean {
    const is = this.#is(operator);
    if (is) this.#at++;
    return is;
  }

  #expect(operator: string): void {
    if (!this.#take(operator)) this.#fail(`${operator} is missing before`);
  }

  #fail(what?: string): never {
    const { text, at, kind } = this.#now;
    if (kind === 'operator' && UNSUPPORTED.has(text))
      throw new ExpressionError(`${text} is not supported in a trigger`, at);
    throw new ExpressionError(`${what ?? 'cannot read on at'} ${text}`, at);
  }

  #expression(least: number): Expression {
    let left = this.#primary();
    let before = '';
    for (;;) {
      const negated = this.#is('not') && NEGATED.has(this.#tokens[this.#at + 1]?.text ?? '');
      const operator = this.#tokens[this.#at + (negated ? 1 : 0)] ?? this.#now;
      const strength = operator.kind === 'operator' ? BINARY.get(operator.text) : undefined;
      if (strength === undefined || strength < least) break;
      if (before === '??' && operator.text !== '??')
        throw new ExpressionError(`${operator.text} beside ?? needs parentheses around one of them`, operator.at);
      this.#at += negated ? 2 : 1;
      left = this.#binary(left, operator.text, strength);
      if (negated) left = { kind: 'unary', operator: 'not', value: left };
      before = operator.text;
    }
    return least === 0 ? this.#choice(left) : left;
  }

  #binary(left: Expression, operator: string, strength: number): Expression {
    const right = this.#expression(operator === '**' || operator === '^' ? strength : strength + 1);
    const first: Expression = { kind: 'binary', operator, left, right };
    // 1 < a < 2
    if (!COMPARES.has(operator) || this.#now.kind !== 'operator' || !COMPARES.has(this.#now.text)) return first;
    const second = this.#now.text;
    this.#at++;
    return { kind: 'binary', operator: 'and', left: first, right: this.#binary(right, second, strength) };
  }

  #choice(condition: Expression): Expression {
    if (!this.#take('?')) return condition;
    const yes = this.#is(':') ? condition : this.#expression(0);
    this.#expect(':');
    return this.#choice({ kind: 'choice', condition, yes, no: this.#expression(0) });
  }

  #primary(): Expression {
    const { kind, text } = this.#now;
    const strength = kind === 'operator' ? UNARY.get(text) : undefined;
    if (strength !== undefined) {
      this.#at++;
      return { kind: 'unary', operator: text === '!' ? 'not' : text, value: this.#expression(strength) };
    }
    return this.#members(this.#simple());
  }

  #simple(): Expression {
    const { kind, text, at } = this.#now;
    if (kind === 'operator' && (text === '#' || text === '.')) {
      if (this.#depth === 0) this.#fail('only a predicate has');
      // `.type` is short for `#.type`.
      if (text === '#') this.#at++;
      return { kind: 'element', depth: this.#depth };
    }
    if (this.#take('(')) {
      const inside = this.#expression(0);
      this.#expect(')');
      return inside;
    }
    if (this.#take('[')) return { kind: 'list', items: this.#values(']') };
    if (kind !== 'name' && kind !== 'number' && kind !== 'text') this.#fail();
    this.#at++;
    if (kind === 'number') return { kind: 'literal', value: Number(text.replaceAll('_', '')) };
    if (kind === 'text') return { kind: 'literal', value: text };
    const literal = LITERALS.get(text);
    if (literal !== undefined) return { kind: 'literal', value: literal };
    return this.#take('(') ? this.#builtin(text, at) : { kind: 'variable', name: text, at };
  }

  #builtin(name: string, at: number): Expression {
    const predicate = PREDICATES.get(name);
    if (predicate === undefined) {
      if (!FUNCTIONS.has(name)) throw new ExpressionError(`there is no function ${name}`, at);
      return { kind: 'builtin', name, values: this.#values(')'), at };
    }
    const values = [this.#expression(0)];
    if (predicate === 'always' || this.#is(',')) {
      this.#expect(',');
      const braces = this.#take('{');
      this.#depth++;
      values.push(this.#expression(0));
      this.#depth--;
      if (braces) this.#expect('}');
    }
    this.#expect(')');
    return { kind: 'builtin', name, values, at };
  }

  #values(end: string): readonly Expression[] {
    const values: Expression[] = [];
    while (!this.#take(end)) {
      if (values.length > 0) this.#expect(',');
      values.push(this.#expression(0));
    }
    return values;
  }

  /** `.a`, `?.a`, `['a']`, `?.['a']`, `.a(…)` */
  #members(start: Expression): Expression {
    let of = start;
    for (;;) {
      const { at } = this.#now;
      const optional = this.#take('?.');
      if (this.#is('[')) {
        this.#at++;
        const key = this.#expression(0);
        this.#expect(']');
        of = { kind: 'member', of, key, optional, bracket: true, at };
      } else if (optional || this.#take('.')) {
        const key = this.#now;
        if (key.kind !== 'name' && !(key.kind === 'operator' && /^\w/.test(key.text)))
          this.#fail('a name is missing before');
        this.#at++;
        const member: Member = {
          ...{ kind: 'member', of, optional, bracket: false, at: key.at },
          key: { kind: 'literal', value: key.text },
        };
        of = this.#take('(') ? { kind: 'call', callee: member, values: this.#values(')') } : member;
      } else return of;
    }
  }
}

/**
 * Reads an expression of expr-lang as triggers use it: without `let`, pipes, maps and slices.
 * @throws ExpressionError with the character at which it stops to make sense
 */
export const parseExpression = (text: string): Expression => new Reader(text).whole();
