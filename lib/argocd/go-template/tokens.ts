import { TemplateError } from './nodes.ts';

/** A template cut at its delimiters: text, and what stands between `{{` and `}}`. */
export type Section =
  { readonly kind: 'text'; readonly text: string } | { readonly kind: 'action'; readonly words: readonly Word[] };

export type Word =
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'name'; readonly value: string }
  /** `.a.b` or `$x.a`; `glued` to the bracket before it: `(f).a`. */
  | { readonly kind: 'field'; readonly value: string; readonly glued: boolean }
  | { readonly kind: 'mark'; readonly value: string };

const WORDS: readonly [RegExp, (text: string, glued: boolean) => Word][] = [
  [/^"(?:[^"\\\n]|\\.)*"/, (text) => ({ kind: 'string', value: unquoted(text) })],
  [/^`[^`]*`/, (text) => ({ kind: 'string', value: text.slice(1, -1) })],
  [/^[-+]?\d+(?:\.\d+)?/, (text) => ({ kind: 'number', value: Number(text) })],
  [/^\$?\w*(?:\.\w+)+|^\$\w*|^\./, (text, glued) => ({ kind: 'field', value: text, glued })],
  [/^\w+/, (text) => ({ kind: 'name', value: text })],
  [/^(?::=|[(),|=])/, (text) => ({ kind: 'mark', value: text })],
];

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    throw new TemplateError(`cannot read the text ${text}`);
  }
}

function wordsOf(action: string): readonly Word[] {
  const words: Word[] = [];
  let rest = action;
  while (rest.trim() !== '') {
    const spaced = /^\s/.test(rest);
    rest = rest.trimStart();
    const found = WORDS.map(([form, make]) => [form.exec(rest)?.[0], make] as const).find(
      ([text]) => text !== undefined,
    );
    const text = found?.[0];
    if (found === undefined || text === undefined) throw new TemplateError(`cannot read "${rest}" in {{${action}}}`);
    words.push(found[1](text, !spaced));
    rest = rest.slice(text.length);
  }
  return words;
}

/** Where the action that begins at `from` ends: at the first `}}` that stands in no text. */
function endOf(template: string, from: number): number {
  const text = /"(?:[^"\\\n]|\\.)*"|`[^`]*`|\}\}/g;
  text.lastIndex = from;
  for (let match = text.exec(template); match !== null; match = text.exec(template))
    if (match[0] === '}}') return match.index;
  throw new TemplateError(`{{ without }}: ${template.slice(from, from + 20)}`);
}

/** Cuts a template. `{{-` and `-}}` take the white space beside them away, `{{/* … *\/}}` is nothing. @throws TemplateError */
export function sections(template: string): readonly Section[] {
  const result: Section[] = [];
  let at = 0;
  let trimNext = false;
  const text = (value: string, trimEnd: boolean): void => {
    const trimmed = trimNext ? value.trimStart() : value;
    const cut = trimEnd ? trimmed.trimEnd() : trimmed;
    if (cut !== '') result.push({ kind: 'text', text: cut });
  };
  for (;;) {
    const open = template.indexOf('{{', at);
    if (open < 0) break;
    const left = /^-\s/.test(template.slice(open + 2, open + 4));
    text(template.slice(at, open), left);
    const inside = open + (left ? 3 : 2);
    const comment = /^\s?\/\*[\s\S]*?\*\/(?:\s-)?\}\}/.exec(template.slice(inside))?.[0];
    const close = comment === undefined ? endOf(template, inside) : inside + comment.length - 2;
    trimNext = /\s-$/.test(template.slice(inside, close));
    if (comment === undefined) {
      const words = wordsOf(template.slice(inside, trimNext ? close - 1 : close));
      if (words.length === 0) throw new TemplateError('{{ }} is empty');
      result.push({ kind: 'action', words });
    }
    at = close + 2;
  }
  text(template.slice(at), false);
  return result;
}
