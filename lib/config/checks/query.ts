import type { Problem } from '../../model/issue.ts';

const ARGUMENTS = ['{{args.namespace}}', '{{args.service}}', '{{args.hash}}'];
const PAIRS: Readonly<Record<string, string>> = { ')': '(', ']': '[', '}': '{' };
/** Text in quotes, with escapes, or one bracket. */
const LEXEME = /"(?:[^"\\\n]|\\.)*"|'(?:[^'\\\n]|\\.)*'|`[^`]*`|[()[\]{}"'`]/g;

/** What is wrong with the brackets and quotes of a query, or undefined. */
function unbalanced(query: string): string | undefined {
  const open: string[] = [];
  for (const [lexeme] of query.matchAll(LEXEME)) {
    if (lexeme.length > 1) continue;
    const partner = PAIRS[lexeme];
    if (partner === undefined && !'([{'.includes(lexeme)) return `a quote that is not closed: ${lexeme}`;
    if (partner === undefined) open.push(lexeme);
    else if (open.pop() !== partner) return `a ${lexeme} that closes nothing`;
  }
  const [first] = open;
  return first === undefined ? undefined : `a ${first} that is not closed`;
}

/** Says what is wrong with a PromQL query, as far as that shows without its grammar, or undefined. */
export function queryProblem(query: string): Problem | undefined {
  for (const [placeholder] of query.matchAll(/\{\{.*?(?:\}\}|$)/gs)) {
    if (ARGUMENTS.includes(placeholder)) continue;
    return {
      code: 'gate/placeholder',
      message: `must use only ${ARGUMENTS.join(', ')}, got ${placeholder.slice(0, 60)}`,
      fix: 'Argo Rollouts fills in nothing else: the analysis would end in an error',
    };
  }
  const plain = ARGUMENTS.reduce((text, argument) => text.replaceAll(argument, 'x'), query);
  const found = unbalanced(plain);
  return found === undefined ? undefined : { code: 'gate/query', message: `must be PromQL, got ${found}` };
}
