import { Access } from '../../argocd/rbac/access.ts';
import type { Question } from '../../argocd/rbac/enforcer.ts';
import { resourceOf } from '../../argocd/rbac/vocabulary.ts';
import { ACTIONS, isAction } from '../../model/permission.ts';
import { suggestion } from '../../model/nearest.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode, Misuse } from '../exit-code.ts';
import { synthesized } from '../synth/synthesized.ts';
import { answerJson, answerText } from './answer.ts';
import { printMatrix } from './print-matrix.ts';

/** What was typed after `argosy can`. */
export interface CanOptions {
  readonly matrix?: boolean;
  readonly output: 'table' | 'json';
}

/** `argosy can` */
export async function answer(
  context: Context,
  words: readonly string[],
  { matrix = false, output }: CanOptions,
): Promise<ExitCode> {
  const { terminal } = context;
  // What makes no sense is said before anything is read.
  const question = matrix ? undefined : questionOf(words);
  const made = await synthesized(context);
  if (!made) return EXIT.problems;
  const access = new Access(made.files);
  if (question === undefined) {
    terminal.out.print(printMatrix(access, made.fleet, words, output));
    return EXIT.fine;
  }
  const decision = access.may(question);
  terminal.out.print(output === 'json' ? answerJson(question, decision) : answerText(question, decision));
  return decision.allowed ? EXIT.fine : EXIT.problems;
}

/** @throws Misuse when a word is missing, or means nothing to Argo CD */
function questionOf(words: readonly string[]): Question {
  const [subject, action, typed, object] = words;
  if (subject === undefined || action === undefined || typed === undefined || object === undefined) {
    throw new Misuse('needs SUBJECT ACTION RESOURCE OBJECT', 'or --matrix, for all roles');
  }
  const resource = resourceOf(typed);
  const actions = ACTIONS[resource];
  if (!actions) throw new Misuse(`no resource ${JSON.stringify(typed)}`, suggestion(typed, Object.keys(ACTIONS)));
  if (!isAction(resource, action)) {
    throw new Misuse(`no action ${JSON.stringify(action)} on ${resource}`, suggestion(action, actions));
  }
  return { subject, action, resource, object };
}
