import type { Expression, Member } from './nodes.ts';

const isName = (key: Expression): key is Expression & { readonly kind: 'literal'; readonly value: string } =>
  key.kind === 'literal' && typeof key.value === 'string' && /^[A-Za-z_]\w*$/.test(key.value);

type Optional = (member: Member) => boolean;

function written(member: Member, optional: Optional): string {
  const { of, key, bracket } = member;
  const before = of.kind === 'element' && !bracket ? '' : textOf(of, optional);
  const mark = optional(member) ? '?.' : bracket ? '' : '.';
  return before + mark + (bracket ? `[${textOf(key, optional)}]` : isName(key) ? key.value : '…');
}

/**
 * A part of an expression as a person would write it, for a message.
 * @param optional which steps get a question mark. @default - those that have one
 */
export function textOf(expression: Expression, optional: Optional = (member) => member.optional): string {
  switch (expression.kind) {
    case 'literal':
      return expression.value === null ? 'nil' : JSON.stringify(expression.value);
    case 'variable':
      return expression.name;
    case 'element':
      return '#';
    case 'member':
      return written(expression, optional);
    case 'call':
      return `${written(expression.callee, optional)}(…)`;
    case 'builtin':
      return `${expression.name}(…)`;
    default:
      return '(…)';
  }
}

/** One name for a place in the data, however it is written: `a?.b["c"]` is `a.b.c`. @default - undefined: it is computed */
export function pathOf(expression: Expression): string | undefined {
  if (expression.kind === 'variable') return expression.name;
  if (expression.kind === 'element') return `#${String(expression.depth)}`;
  if (expression.kind !== 'member' || expression.key.kind !== 'literal') return undefined;
  const of = pathOf(expression.of);
  return of === undefined ? undefined : `${of}.${String(expression.key.value)}`;
}
