import { rootFiles } from '../../argocd/root.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { synthesized } from '../synth/synthesized.ts';

/** `argosy bootstrap`: the project first, because Argo CD refuses an Application without one. */
export async function printBootstrap(context: Context): Promise<ExitCode> {
  const made = await synthesized(context);
  if (!made) return EXIT.problems;
  context.terminal.out.print(
    rootFiles(made.files)
      .map(({ text }) => `---\n${text}`)
      .join(''),
  );
  return EXIT.fine;
}
