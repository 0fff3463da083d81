/** How one measurement or one run ends, in the controller's words. */
export type Phase = 'Successful' | 'Failed' | 'Inconclusive' | 'Error';

type Value = number | boolean | readonly number[];

const TOKEN = /\s*(&&|\|\||>=|<=|==|!=|[<>!()[\]]|-?\d+(?:\.\d+)?(?:e[-+]?\d+)?|[A-Za-z]+)/gy;

/**
 * The part of the controller's expression language that conditions use: `len`, `isNaN`, `result[0]`, comparisons, `!`,
 * `&&` and `||`, which look at their right side only when they must. Wrong types and indexes throw, as they do there.
 */
class Expression {
  readonly #tokens: string[];
  #at = 0;

  constructor(
    source: string,
    private readonly result: readonly number[],
  ) {
    this.#tokens = [...source.matchAll(TOKEN)].map(([, token = '']) => token);
    if (this.#tokens.join('') !== source.replace(/\s/g, '')) throw new Error(`cannot read ${source}`);
  }

  evaluate(): boolean {
    const value = this.#or(true);
    if (this.#at < this.#tokens.length) throw new Error(`unexpected ${this.#tokens[this.#at] ?? ''}`);
    return bool(value);
  }

  #accept(...tokens: string[]): string | undefined {
    const token = this.#tokens[this.#at];
    if (token === undefined || !tokens.includes(token)) return undefined;
    this.#at++;
    return token;
  }

  #expect(token: string): void {
    if (this.#accept(token) === undefined)
      throw new Error(`expected ${token}, got ${this.#tokens[this.#at] ?? 'the end'}`);
  }

  /** @param live whether the value is needed; what is not needed is read and never looked at */
  #or(live: boolean): Value {
    let value = this.#and(live);
    while (this.#accept('||')) {
      const needed: boolean = live && !bool(value);
      const right = this.#and(needed);
      if (needed) value = bool(right);
    }
    return value;
  }

  #and(live: boolean): Value {
    let value = this.#comparison(live);
    while (this.#accept('&&')) {
      const needed: boolean = live && bool(value);
      const right = this.#comparison(needed);
      if (needed) value = bool(right);
    }
    return value;
  }

  #comparison(live: boolean): Value {
    const left = this.#primary(live);
    const operator = this.#accept('>=', '<=', '==', '!=', '<', '>');
    if (operator === undefined) return left;
    const right = this.#primary(live);
    if (!live) return false;
    const [a, b] = [number(left), number(right)];
    const answers = { '>=': a >= b, '<=': a <= b, '<': a < b, '>': a > b, '==': a === b, '!=': a !== b };
    return answers[operator as keyof typeof answers];
  }

  #primary(live: boolean): Value {
    if (this.#accept('!')) {
      const value = this.#primary(live);
      return live && !bool(value);
    }
    if (this.#accept('(')) {
      const value = this.#or(live);
      this.#expect(')');
      return value;
    }
    const token = this.#tokens[this.#at++] ?? '';
    if (token === 'true' || token === 'false') return token === 'true';
    if (token === 'result') return this.#result(live);
    if (token === 'len' || token === 'isNaN') return this.#call(token, live);
    const literal = Number(token);
    if (token === '' || Number.isNaN(literal)) throw new Error(`unexpected ${token}`);
    return literal;
  }

  #result(live: boolean): Value {
    if (!this.#accept('[')) return this.result;
    const index = number(this.#primary(true));
    this.#expect(']');
    const value = this.result[index];
    if (!live) return 0;
    if (value === undefined) throw new Error(`index out of range: ${index}`);
    return value;
  }

  #call(name: 'len' | 'isNaN', live: boolean): Value {
    this.#expect('(');
    const argument = this.#or(live);
    this.#expect(')');
    if (!live) return 0;
    if (name === 'isNaN') return Number.isNaN(number(argument));
    if (typeof argument !== 'object') throw new Error('len of something that is no list');
    return argument.length;
  }
}

function bool(value: Value): boolean {
  if (typeof value !== 'boolean') throw new Error('not a truth value');
  return value;
}

function number(value: Value): number {
  if (typeof value !== 'number') throw new Error('not a number');
  return value;
}

/** What the controller does with a measurement: failure first, then success, and what is neither is Inconclusive. */
export function assess(
  metric: { readonly successCondition?: string; readonly failureCondition?: string },
  result: readonly number[],
): Phase {
  try {
    const holds = (condition: string | undefined) =>
      condition !== undefined && new Expression(condition, result).evaluate();
    const success = holds(metric.successCondition);
    const failure = holds(metric.failureCondition);
    if (metric.failureCondition === undefined) return success ? 'Successful' : 'Failed';
    if (failure) return 'Failed';
    return success ? 'Successful' : 'Inconclusive';
  } catch {
    return 'Error';
  }
}

interface Limits {
  readonly count: number;
  readonly failureLimit: number;
  readonly inconclusiveLimit: number;
  readonly consecutiveErrorLimit: number;
}

/** How a run of measurements ends, or undefined while the controller would go on measuring. */
export function run(limits: Limits, measurements: readonly Phase[]): Phase | undefined {
  let errors = 0;
  const seen = { Successful: 0, Failed: 0, Inconclusive: 0, Error: 0 };
  for (const phase of measurements) {
    seen[phase]++;
    errors = phase === 'Error' ? errors + 1 : 0;
    if (seen.Failed > limits.failureLimit) return 'Failed';
    if (seen.Inconclusive > limits.inconclusiveLimit) return 'Inconclusive';
    if (errors > limits.consecutiveErrorLimit) return 'Error';
    if (seen.Successful + seen.Failed + seen.Inconclusive >= limits.count) return 'Successful';
  }
  return undefined;
}
