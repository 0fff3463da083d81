import { Lexer } from 'yaml';

/** Deepest nesting that is read. The files need eight levels; the rest is room. */
export const DEEPEST = 32;

/** Marks that the lexer puts between lexemes and that stand for no character of the text. */
const ZERO_WIDTH = new Set(['\u0002', '\u0018', '\u001f']);

/**
 * Offset of the first bracket or indicator that nests deeper than is read, or undefined.
 *
 * Looked for among lexemes, before parsing, because a parser needs seconds for a megabyte of `[`. Nesting by
 * indentation is bounded by the length of the file and is left to the tree.
 */
export function tooDeepAt(text: string): number | undefined {
  let offset = 0;
  let flow = 0;
  let compact = 0;
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme === '[' || lexeme === '{') flow += 1;
    else if (lexeme === ']' || lexeme === '}') flow = Math.max(0, flow - 1);
    else if (lexeme.startsWith('\n') || lexeme.startsWith('\r\n')) compact = 0;
    else if (flow === 0 && (lexeme === '-' || lexeme === '?' || lexeme === ':')) compact += 1;
    if (flow > DEEPEST || compact > DEEPEST) return offset;
    if (!ZERO_WIDTH.has(lexeme)) offset += lexeme.length;
  }
  return undefined;
}
