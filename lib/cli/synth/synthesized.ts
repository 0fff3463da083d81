import type { ResolvedFleet } from '../../model/resolved.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import { type Context, printIssues } from '../context.ts';
import { hasErrors } from './result.ts';
import { synthesis } from './write.ts';

/** Synthesizes and prints what is wrong; undefined when there are errors, and so nothing to go on with. */
export async function synthesized(
  context: Context,
): Promise<(Synthesis & { readonly fleet: ResolvedFleet }) | undefined> {
  const made = await synthesis(context.launch.root, context.environments);
  printIssues(context, made.issues);
  return hasErrors(made) || made.fleet === undefined ? undefined : { ...made, fleet: made.fleet };
}
