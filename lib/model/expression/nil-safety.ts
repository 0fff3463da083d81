import type { Problem } from '../issue.ts';
import { suggestion } from '../nearest.ts';
import { type Facts, factsOf, joined, NO_FACTS } from './facts.ts';
import { MAY_BE_NOTHING, PREDICATES, TAKES_NOTHING } from './functions.ts';
import type { Expression, Member } from './nodes.ts';
import { pathOf, textOf } from './text.ts';
import type { Variables } from './variables.ts';

/** Whether a value may be nothing: of itself, or because an optional step before it ended the chain. */
interface Nothing {
  readonly own: boolean;
  readonly cut: boolean;
}

const SOMETHING: Nothing = { own: false, cut: false };
const MAYBE: Nothing = { own: true, cut: false };

const LOGICAL = new Set(['and', '&&', 'or', '||']);
/** Operators that compare nothing with something, too. */
const TOLERANT = new Set(['==', '!=', 'in', '??']);

/** Follows an expression as the engine evaluates it. */
class Walk {
  readonly #others: Problem[] = [];
  readonly #unknowns: Problem[] = [];
  /** Reads that may fail. */
  readonly #unsafe = new Set<Member>();
  /** The last of them in each chain -> the first thing in it that may be missing. */
  readonly #chains = new Map<Member, string>();

  constructor(private readonly variables: Variables) {}

  get problems(): readonly Problem[] {
    const reads = [...this.#chains].map(([member, missing]): Problem => {
      const safe = textOf(member, (one) => one.optional || this.#unsafe.has(one));
      return {
        code: 'notify/nil',
        message: `must not go through ${missing}, which may be missing, got ${textOf(member)}`,
        fix: `write ${safe}, or ask before: ${missing} != nil and …`,
      };
    });
    // What has the wrong name is missing in any case.
    return this.#unknowns.length > 0 ? this.#unknowns : [...reads, ...this.#others];
  }

  visit(expression: Expression, facts: Facts): Nothing {
    switch (expression.kind) {
      case 'literal':
        return expression.value === null ? MAYBE : SOMETHING;
      case 'variable':
        return this.#variable(expression.name);
      case 'element':
        return SOMETHING;
      case 'member':
        return this.#member(expression, facts);
      case 'call':
        this.#member(expression.callee, facts);
        for (const value of expression.values) this.#needed(value, facts, `${textOf(expression.callee)}()`);
        return SOMETHING;
      case 'builtin':
        return this.#builtin(expression, facts);
      case 'unary':
        this.#needed(expression.value, facts, expression.operator);
        return SOMETHING;
      case 'binary':
        return this.#binary(expression, facts);
      case 'list':
        for (const item of expression.items) this.visit(item, facts);
        return SOMETHING;
      case 'choice': {
        this.#needed(expression.condition, facts, '?');
        const yes = this.visit(expression.yes, joined(facts, factsOf(expression.condition, true)));
        const no = this.visit(expression.no, joined(facts, factsOf(expression.condition, false)));
        return { own: yes.own || no.own, cut: yes.cut || no.cut };
      }
    }
  }

  #variable(name: string): Nothing {
    const { roots } = this.variables;
    if (!Object.hasOwn(roots, name)) this.#unknown(`a variable of its engine, got ${name}`, name, Object.keys(roots));
    return SOMETHING;
  }

  #member(member: Member, facts: Facts): Nothing {
    const of = this.visit(member.of, facts);
    if (member.key.kind !== 'literal') this.visit(member.key, facts);
    // A chain that was cut is over, but brackets look at its result.
    if (!member.optional && (of.own || (member.bracket && of.cut))) this.#mayBeMissing(member);
    const path = pathOf(member);
    if (this.#isKnown(member, path, facts)) return SOMETHING;
    return { own: true, cut: of.cut || (member.optional && of.own) };
  }

  /** Whether it is there for certain. What a variable of fixed shape lacks is reported. */
  #isKnown(member: Member, path: string | undefined, facts: Facts): boolean {
    const fixed = member.of.kind === 'variable' ? this.variables.roots[member.of.name] : undefined;
    if (fixed !== undefined && member.of.kind === 'variable') {
      const key = member.key.kind === 'literal' ? String(member.key.value) : '';
      if (!fixed.includes(key))
        this.#unknown(`something that ${member.of.name} has, got ${textOf(member)}`, key, fixed);
      return true;
    }
    return path !== undefined && (facts.has(path) || this.variables.certain.includes(path));
  }

  #builtin({ name, values }: Expression & { readonly kind: 'builtin' }, facts: Facts): Nothing {
    for (const [index, value] of values.entries()) {
      const predicate = PREDICATES.has(name) && index === 1;
      if (predicate || TAKES_NOTHING.has(name)) this.visit(value, facts);
      else this.#needed(value, facts, `${name}()`);
    }
    return MAY_BE_NOTHING.has(name) ? MAYBE : SOMETHING;
  }

  #binary({ operator, left, right }: Expression & { readonly kind: 'binary' }, facts: Facts): Nothing {
    if (LOGICAL.has(operator)) {
      this.#needed(left, facts, operator);
      const holds = operator === 'and' || operator === '&&';
      this.#needed(right, joined(facts, factsOf(left, holds)), operator);
      return SOMETHING;
    }
    if (TOLERANT.has(operator)) {
      this.visit(left, facts);
      const after = this.visit(right, facts);
      return operator === '??' ? after : SOMETHING;
    }
    this.#needed(left, facts, operator);
    this.#needed(right, facts, operator);
    return SOMETHING;
  }

  /** A value that must be there: the engine takes nothing for an error here. */
  #needed(value: Expression, facts: Facts, by: string): void {
    const { own, cut } = this.visit(value, facts);
    if (!own && !cut) return;
    const text = textOf(value);
    const asked = LOGICAL.has(by) || by === 'not' || by === '?';
    this.#others.push({
      code: 'notify/nil',
      message: `must give ${by} a value, but ${text} may be missing`,
      fix: asked ? `compare it: ${text} == true` : `say what counts then: (${text} ?? '')`,
    });
  }

  /** One report for each chain, with all of it mended. */
  #mayBeMissing(member: Member): void {
    let of = member.of;
    let first = textOf(of);
    while (of.kind === 'member') {
      first = this.#chains.get(of) ?? first;
      this.#chains.delete(of);
      of = of.of;
    }
    this.#unsafe.add(member);
    this.#chains.set(member, first);
  }

  #unknown(what: string, got: string, names: readonly string[]): void {
    const fix = suggestion(got, names);
    this.#unknowns.push({
      code: 'notify/unknown-variable',
      message: `must be ${what}`,
      ...(fix === undefined ? {} : { fix }),
    });
  }
}

/**
 * What goes wrong when an engine evaluates an expression for an object that has just been made: a value that is read
 * although what it is in may be missing, and variables that nobody sets.
 */
export function nilProblems(expression: Expression, variables: Variables): readonly Problem[] {
  const walk = new Walk(variables);
  walk.visit(expression, NO_FACTS);
  return walk.problems;
}
