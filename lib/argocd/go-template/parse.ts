import { type Command, type Operand, type Pipeline, TemplateError, type TemplateNode } from './nodes.ts';
import { type Section, sections, type Word } from './tokens.ts';

const BLOCKS: ReadonlySet<string> = new Set(['if', 'range', 'with']);
const ELSEWHERE: ReadonlySet<string> = new Set(['block', 'break', 'continue', 'define', 'template']);
const LITERALS: ReadonlyMap<string, boolean | null> = new Map([
  ['true', true],
  ['false', false],
  ['nil', null],
]);

const isMark = (word: Word | undefined, value: string): boolean => word?.kind === 'mark' && word.value === value;

/** Reads what stands between two delimiters. */
class ActionReader {
  #at = 0;

  constructor(private readonly words: readonly Word[]) {}

  /** All of it from the `from`th word on. */
  whole(from: number): Pipeline {
    this.#at = from;
    const pipeline = this.#pipeline();
    if (this.#at < this.words.length) throw new TemplateError('a ")" that closes nothing');
    return pipeline;
  }

  #pipeline(): Pipeline {
    const declares = this.#declares();
    const commands: Command[] = [this.#command()];
    while (isMark(this.words[this.#at], '|')) {
      this.#at += 1;
      commands.push(this.#command());
    }
    return { declares, commands };
  }

  /** `$x :=`, `$x =`, `$i, $x :=` */
  #declares(): readonly string[] {
    const names: string[] = [];
    let at = this.#at;
    for (let word = this.words[at]; word?.kind === 'field' && word.value.startsWith('$'); word = this.words[at]) {
      names.push(word.value);
      at += 1;
      if (isMark(this.words[at], ':=') || isMark(this.words[at], '=')) {
        this.#at = at + 1;
        return names;
      }
      if (!isMark(this.words[at], ',')) break;
      at += 1;
    }
    return [];
  }

  #command(): Command {
    const operands: Operand[] = [];
    for (let word = this.words[this.#at]; word && !isMark(word, '|') && !isMark(word, ')'); word = this.words[this.#at])
      operands.push(this.#operand(word));
    const [first] = operands;
    if (first === undefined) throw new TemplateError('a value is missing');
    if (operands.length > 1 && first.kind !== 'function' && first.kind !== 'field')
      throw new TemplateError('only a function takes values');
    return operands;
  }

  #operand(word: Word): Operand {
    this.#at += 1;
    switch (word.kind) {
      case 'string':
      case 'number':
        return { kind: 'literal', value: word.value };
      case 'name': {
        const literal = LITERALS.get(word.value);
        return literal === undefined ? { kind: 'function', name: word.value } : { kind: 'literal', value: literal };
      }
      case 'field': {
        const [root = '', ...path] = word.value.split('.').filter((part, index) => index === 0 || part !== '');
        return { kind: 'field', root: root === '' ? '.' : root, path };
      }
      case 'mark':
        return this.#nested(word.value);
    }
  }

  #nested(mark: string): Operand {
    if (mark !== '(') throw new TemplateError(`cannot read "${mark}"`);
    const pipeline = this.#pipeline();
    if (!isMark(this.words[this.#at], ')')) throw new TemplateError('a "(" that nothing closes');
    this.#at += 1;
    const after = this.words[this.#at];
    if (after?.kind !== 'field' || !after.glued || !after.value.startsWith('.'))
      return { kind: 'nested', pipeline, path: [] };
    this.#at += 1;
    return { kind: 'nested', pipeline, path: after.value.slice(1).split('.') };
  }
}

/** Reads sections into nodes, blocks within blocks. */
class TemplateReader {
  #at = 0;

  constructor(private readonly all: readonly Section[]) {}

  whole(): readonly TemplateNode[] {
    const nodes = this.#nodes();
    if (this.#at < this.all.length) throw new TemplateError('{{ end }} or {{ else }} of no block');
    return nodes;
  }

  /** Up to an `else` or `end`, which is left to the caller. */
  #nodes(): readonly TemplateNode[] {
    const nodes: TemplateNode[] = [];
    for (let section = this.all[this.#at]; section; section = this.all[this.#at]) {
      const keyword = section.kind === 'action' && section.words[0]?.kind === 'name' ? section.words[0].value : '';
      if (keyword === 'else' || keyword === 'end') break;
      if (ELSEWHERE.has(keyword)) throw new TemplateError(`{{ ${keyword} }} is not supported`);
      this.#at += 1;
      if (section.kind === 'text') nodes.push(section);
      else if (BLOCKS.has(keyword)) nodes.push(this.#branch(keyword as 'if', section.words, 1));
      else nodes.push({ kind: 'action', pipeline: new ActionReader(section.words).whole(0) });
    }
    return nodes;
  }

  #branch(keyword: 'if' | 'range' | 'with', words: readonly Word[], from: number): TemplateNode {
    const pipeline = new ActionReader(words).whole(from);
    const body = this.#nodes();
    const closing = this.all[this.#at];
    if (closing?.kind !== 'action') throw new TemplateError(`{{ ${keyword} }} without {{ end }}`);
    this.#at += 1;
    const [word, next] = closing.words;
    if (word?.kind === 'name' && word.value === 'end')
      return { kind: 'branch', keyword, pipeline, body, otherwise: [] };
    // `else if` is closed by the same `end`.
    if (next?.kind === 'name' && (next.value === 'if' || next.value === 'with'))
      return { kind: 'branch', keyword, pipeline, body, otherwise: [this.#branch(next.value, closing.words, 2)] };
    const otherwise = this.#nodes();
    const end = this.all[this.#at];
    if (end?.kind !== 'action' || end.words[0]?.kind !== 'name' || end.words[0].value !== 'end')
      throw new TemplateError(`{{ ${keyword} }} without {{ end }}`);
    this.#at += 1;
    return { kind: 'branch', keyword, pipeline, body, otherwise };
  }
}

/**
 * Reads a Go template: text, pipelines, `if`, `range` and `with`. Whether its functions exist is asked when it is evaluated.
 * @throws TemplateError for what Go would refuse, and for `define`, `block`, `template`, `break` and `continue`
 */
export const parseTemplate = (template: string): readonly TemplateNode[] =>
  new TemplateReader(sections(template)).whole();
