/** What an expression of expr-lang says, as far as triggers of notifications need it. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'variable'; readonly name: string; readonly at: number }
  /** `#`: what a predicate is asked about. `depth` counts predicates within predicates, from 1. */
  | { readonly kind: 'element'; readonly depth: number }
  | Member
  /** `time.Parse(…)`: a function that the engine hands over. */
  | { readonly kind: 'call'; readonly callee: Member; readonly values: readonly Expression[] }
  /** A function of the language itself; a predicate is its last value. */
  | { readonly kind: 'builtin'; readonly name: string; readonly values: readonly Expression[]; readonly at: number }
  | { readonly kind: 'unary'; readonly operator: string; readonly value: Expression }
  | {
      readonly kind: 'binary';
      readonly operator: string;
      readonly left: Expression;
      readonly right: Expression;
    }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | {
      readonly kind: 'choice';
      readonly condition: Expression;
      readonly yes: Expression;
      readonly no: Expression;
    };

/** `of.key`, `of?.key`, `of[key]`, `of?.[key]` */
export interface Member {
  readonly kind: 'member';
  readonly of: Expression;
  readonly key: Expression;
  /** Whether it is nothing where `of` is nothing, instead of an error. */
  readonly optional: boolean;
  /** Written with brackets: what stands before them is looked at as a whole. */
  readonly bracket: boolean;
  readonly at: number;
}

/** An expression that cannot be read. */
export class ExpressionError extends Error {
  override readonly name = 'ExpressionError';

  /** @param at character at which it stops to make sense, from 0 */
  constructor(
    message: string,
    readonly at: number,
  ) {
    super(message);
  }
}
