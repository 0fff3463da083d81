import { Command, Option } from 'commander';
import type { BootstrapFormat } from '../bootstrap/bootstrap.ts';
import type { DefineCommand } from '../context.ts';

const EXAMPLES = `
Examples:
  $ argosy bootstrap                                          look at it
  $ argosy bootstrap | kubectl apply --server-side -f -       once for each control plane

Everything else follows from it: the root Application syncs the folder that it stands in, and so itself.`;

/** `argosy bootstrap` */
export const bootstrap: DefineCommand = (context, done) =>
  new Command('bootstrap')
    .description('print what is applied by hand, once: the root Application and its project')
    .addOption(new Option('-o, --output <format>', 'form of the output').choices(['yaml', 'json']).default('yaml'))
    .addHelpText('after', EXAMPLES)
    .action(async ({ output }: { readonly output: BootstrapFormat }) => {
      const { printBootstrap } = await import('../bootstrap/bootstrap.ts');
      done(await printBootstrap(context, output));
    });
