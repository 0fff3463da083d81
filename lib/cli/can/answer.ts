import type { Decision, Question } from '../../argocd/rbac/enforcer.ts';
import type { PolicyLine } from '../../argocd/rbac/policy.ts';

const placed = ({ text, source }: PolicyLine): string => `  ${text}\n    ${source}\n`;

/** Yes or no, then the lines that say so. */
export function answerText({ subject }: Question, { allowed, rule, through }: Decision): string {
  if (!rule) return `no\n  no line allows it to ${subject}\n`;
  return `${allowed ? 'yes' : 'no'}\n${[rule, ...through].map(placed).join('')}`;
}

/** `{ version, allowed, … }`. `version` changes when the meaning of a field does. */
export function answerJson(question: Question, { allowed, rule, through }: Decision): string {
  const line = ({ text, source }: PolicyLine): PolicyLine => ({ text, source });
  const all = { version: 1, allowed, ...question, decidedBy: rule && line(rule), through: through.map(line) };
  return `${JSON.stringify(all, undefined, 2)}\n`;
}
