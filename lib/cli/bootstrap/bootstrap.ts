import { rootFiles } from '../../argocd/root.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { synthesized } from '../synth/synthesized.ts';

/** How `argosy bootstrap` prints: documents of YAML, or one List for programs. kubectl applies both. */
export type BootstrapFormat = 'yaml' | 'json';

/** `argosy bootstrap`: the project first, because Argo CD refuses an Application without one. */
export async function printBootstrap(context: Context, format: BootstrapFormat): Promise<ExitCode> {
  const made = await synthesized(context);
  if (!made) return EXIT.problems;
  const files = rootFiles(made.files);
  const list = { apiVersion: 'v1', kind: 'List', items: files.map(({ object }) => object) };
  context.terminal.out.print(
    format === 'json' ? `${JSON.stringify(list, undefined, 2)}\n` : files.map(({ text }) => `---\n${text}`).join(''),
  );
  return EXIT.fine;
}
