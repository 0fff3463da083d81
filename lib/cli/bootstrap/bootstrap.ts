import { rootFiles } from '../../argocd/root.ts';
import { type Context, printIssues } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { hasErrors } from '../synth/result.ts';
import { synthesis } from '../synth/write.ts';

/** `argosy bootstrap`: the project first, because Argo CD refuses an Application without one. */
export async function printBootstrap(context: Context): Promise<ExitCode> {
  const { launch, terminal, environments } = context;
  const made = await synthesis(launch.root, environments);
  printIssues(context, made.issues);
  if (hasErrors(made)) return EXIT.problems;
  terminal.out.print(
    rootFiles(made.files)
      .map(({ text }) => `---\n${text}`)
      .join(''),
  );
  return EXIT.fine;
}
