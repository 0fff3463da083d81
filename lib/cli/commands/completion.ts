import { Argument, Command } from 'commander';
import { completionScript, type Shell, SHELLS } from '../completion/scripts.ts';
import type { DefineCommand } from '../context.ts';
import { EXIT } from '../exit-code.ts';

const EXAMPLES = `
Examples:
  $ eval "$(argosy completion bash)"             in ~/.bashrc
  $ eval "$(argosy completion zsh)"              in ~/.zshrc, after compinit
  $ argosy completion fish | source              in ~/.config/fish/config.fish

The scripts call \`argosy\`: it must be on the PATH, or be a function such as
  argosy() { node ~/argosy/lib/cli/bin.mjs "$@"; }`;

/** `argosy completion` */
export const completion: DefineCommand = ({ terminal }, done) =>
  new Command('completion')
    .description('print the script that completes commands, options and names in a shell')
    .addArgument(new Argument('<shell>').choices(SHELLS))
    .addHelpText('after', EXAMPLES)
    .action((shell: Shell) => {
      terminal.out.print(completionScript(shell));
      done(EXIT.fine);
    });
