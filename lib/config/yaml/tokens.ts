import type { CST } from 'yaml';
import type { Problem } from '../../model/issue.ts';
import type { FileReport } from './file-report.ts';

const FORBIDDEN: Readonly<Partial<Record<string, (source: string) => Problem>>> = {
  anchor: (source) => ({
    code: 'yaml/anchor',
    message: `must not use anchors, got ${source}`,
    fix: 'write the value where it is needed: a field has one home',
  }),
  alias: (source) => ({
    code: 'yaml/alias',
    message: `must not use aliases, got ${source}`,
    fix: 'write the value out: a field has one home',
  }),
  tag: (source) => ({
    code: 'yaml/tag',
    message: `must not use tags, got ${source}`,
    fix: 'remove the tag; quote the value where it must be text',
  }),
  directive: (source) => ({
    code: 'yaml/directive',
    message: `must not use directives, got ${source.trim()}`,
    fix: 'remove the line: these files are YAML 1.2',
  }),
};

function walk(token: CST.Token | null | undefined, visit: (token: CST.Token) => void): void {
  if (!token) return;
  visit(token);
  if (token.type === 'document') {
    token.start.forEach(visit);
    walk(token.value, visit);
  }
  if ('props' in token) token.props.forEach(visit);
  if (!('items' in token)) return;
  for (const item of token.items) {
    item.start.forEach(visit);
    walk(item.key, visit);
    item.sep?.forEach(visit);
    walk(item.value, visit);
  }
}

/** Reports every anchor, alias, tag and directive: things of YAML that these files do without. */
export function checkTokens(tokens: readonly CST.Token[], report: FileReport): void {
  const visit = (token: CST.Token): void => {
    const problem = FORBIDDEN[token.type];
    if (problem && 'source' in token) report.add(problem(token.source), token.offset);
  };
  for (const token of tokens) walk(token, visit);
}

/** A [ or { that nothing closes, or that the wrong bracket closes. */
export interface OpenBracket {
  readonly offset: number;
  readonly bracket: '[' | '{';
  /** @default - undefined when nothing closes it */
  readonly closedBy?: string;
}

/** Brackets without their partner. Where one is closed by the wrong one, those around it are only a consequence. */
export function openBrackets(tokens: readonly CST.Token[]): readonly OpenBracket[] {
  const found: OpenBracket[] = [];
  const visit = (token: CST.Token): void => {
    if (token.type !== 'flow-collection') return;
    const [bracket, partner] = token.start.type === 'flow-seq-start' ? (['[', ']'] as const) : (['{', '}'] as const);
    const end = token.end.find(({ type }) => type === 'flow-map-end' || type === 'flow-seq-end');
    if (end?.source === partner) return;
    found.push({ offset: token.start.offset, bracket, ...(end === undefined ? {} : { closedBy: end.source }) });
  };
  for (const token of tokens) walk(token, visit);
  const wrong = found.filter(({ closedBy }) => closedBy !== undefined);
  return wrong.length > 0 ? wrong : found;
}

/** Reports a second document in the file. */
export function checkSingleDocument(tokens: readonly CST.Token[], report: FileReport): void {
  const [, second] = tokens.filter((token) => token.type === 'document');
  if (second === undefined) return;
  report.add(
    {
      code: 'yaml/several-documents',
      message: 'must hold one document, a second one starts here',
      fix: 'remove the line --- and what follows, or move it into its own file',
    },
    second.offset,
  );
}
