import { ExpressionError } from './nodes.ts';

/** A word of an expression. */
export interface Token {
  readonly kind: 'name' | 'number' | 'text' | 'operator' | 'end';
  /** Of a text, what it says; of anything else, as it is written. */
  readonly text: string;
  readonly at: number;
}

const WORD_OPERATORS = new Set(['in', 'or', 'and', 'not', 'matches', 'contains', 'startsWith', 'endsWith', 'let']);
const SPACE = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const NAME = /[A-Za-z_$][\w$]*/y;
const NUMBER = /(?:\d[\d_]*)(?:\.\d[\d_]*)?(?:[eE][+-]?\d+)?/y;
const TEXT = /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`[^`]*`/y;
const OPERATOR = /\?\.|\?\?|\.\.|\*\*|&&|\|\||[=!<>]=|[-+*/%^<>=!?:.,#|;()[\]{}]/y;

const SIGNS: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };

/** What a text says. Escapes by number are left to those who need them: nobody does in a trigger. */
function unquoted(text: string, at: number): string {
  const inside = text.slice(1, -1);
  if (text.startsWith('`')) return inside;
  return inside.replace(/\\(.)/g, (all, sign: string) => {
    if (/[xuU0-7abfv]/.test(sign)) throw new ExpressionError(`the escape ${all} is not supported`, at);
    return SIGNS[sign] ?? sign;
  });
}

function found(form: RegExp, text: string, at: number): string | undefined {
  form.lastIndex = at;
  return form.exec(text)?.[0];
}

function next(text: string, at: number): Token {
  const name = found(NAME, text, at);
  if (name !== undefined) return { kind: WORD_OPERATORS.has(name) ? 'operator' : 'name', text: name, at };
  const number = found(NUMBER, text, at);
  if (number !== undefined) return { kind: 'number', text: number, at };
  const literal = found(TEXT, text, at);
  if (literal !== undefined) return { kind: 'text', text: literal, at };
  const operator = found(OPERATOR, text, at);
  if (operator !== undefined) return { kind: 'operator', text: operator, at };
  const sign = text.charAt(at);
  throw new ExpressionError(/['"`]/.test(sign) ? `a ${sign} that nothing closes` : `${sign} means nothing here`, at);
}

/** Cuts an expression into words; the last one is its end. @throws ExpressionError */
export function tokensOf(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let at = 0;
  for (;;) {
    at += (found(SPACE, text, at) ?? '').length;
    if (at >= text.length) break;
    const token = next(text, at);
    at += token.text.length;
    tokens.push(token.kind === 'text' ? { ...token, text: unquoted(token.text, token.at) } : token);
  }
  return [...tokens, { kind: 'end', text: 'the end', at: text.length }];
}
