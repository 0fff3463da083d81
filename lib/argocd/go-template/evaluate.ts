import { FUNCTIONS, isTrue, shown, type Value } from './functions.ts';
import { type Command, type Operand, type Pipeline, TemplateError, type TemplateNode } from './nodes.ts';

/** The value below `value`. A missing key is an error, as with `missingkey=error`. */
function below(value: Value, path: readonly string[], whole: string): Value {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || Array.isArray(at) || !Object.hasOwn(at, key))
      throw new TemplateError(`${whole} does not exist: there is no "${key}"`);
    at = (at as Readonly<Record<string, Value>>)[key];
  }
  return at;
}

/** One set of parameters, and what templates say with it. */
class Evaluation {
  constructor(private readonly dot: Value) {}

  text(nodes: readonly TemplateNode[]): string {
    return nodes.map((node) => this.#node(node)).join('');
  }

  #node(node: TemplateNode): string {
    if (node.kind === 'text') return node.text;
    const value = this.#pipeline(node.pipeline);
    if (node.kind === 'action') return shown(value);
    if (node.keyword !== 'if') throw new TemplateError(`{{ ${node.keyword} }} is not expanded offline`);
    return this.text(isTrue(value) ? node.body : node.otherwise);
  }

  #pipeline({ declares, commands }: Pipeline): Value {
    const [variable] = declares;
    if (variable !== undefined) throw new TemplateError(`the variable ${variable} is not expanded offline`);
    return commands.reduce<readonly Value[]>((piped, command) => [this.#command(command, piped)], [])[0];
  }

  #command([first, ...rest]: Command, piped: readonly Value[]): Value {
    if (first?.kind !== 'function') {
      if (first === undefined || rest.length + piped.length > 0)
        throw new TemplateError('only a function takes values');
      return this.#operand(first);
    }
    // These two look no further than they must.
    if (first.name === 'and' || first.name === 'or') {
      const stops = first.name === 'or';
      let value: Value;
      for (const next of [...rest.map((operand) => () => this.#operand(operand)), ...piped.map((own) => () => own)]) {
        value = next();
        if (isTrue(value) === stops) return value;
      }
      return value;
    }
    const call = FUNCTIONS.get(first.name);
    if (!call) throw new TemplateError(`the function ${first.name} is not expanded offline`);
    return call(...rest.map((operand) => this.#operand(operand)), ...piped);
  }

  #operand(operand: Operand): Value {
    switch (operand.kind) {
      case 'literal':
        return operand.value;
      case 'function':
        return this.#command([operand], []);
      case 'nested':
        return below(this.#pipeline(operand.pipeline), operand.path, `(…).${operand.path.join('.')}`);
      case 'field':
        if (operand.root !== '.' && operand.root !== '$')
          throw new TemplateError(`the variable ${operand.root} is not expanded offline`);
        return below(this.dot, operand.path, `.${operand.path.join('.')}`);
    }
  }
}

/**
 * What a template says of the values given, with `missingkey=error`.
 * @throws TemplateError for a missing key, a wrong value, and for functions, variables and loops whose result we do not vouch for
 */
export const evaluateTemplate = (nodes: readonly TemplateNode[], values: Value): string =>
  new Evaluation(values).text(nodes);
