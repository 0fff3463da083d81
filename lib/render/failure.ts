import { type Problem, ProblemError } from '../model/issue.ts';

/** cdk8s puts the construct's path before every message; the issue has it as its place. */
const PREFIX = /^Failed serializing construct at path '[^']*' with name '[^']*': (?:\w*Error: )?/;

/** What a construct threw, as a problem: its own where it is one, `render/failed` otherwise. */
export function failureOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'render/failed', message: `could not be rendered: ${message.replace(PREFIX, '')}` };
}
