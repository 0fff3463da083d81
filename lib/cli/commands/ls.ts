import { Argument, Command, Option } from 'commander';
import type { DefineCommand } from '../context.ts';
import { type ListFormat, LISTS } from '../list/lists.ts';
import { SELECTION_HELP } from '../selection.ts';

const EXAMPLES = `
Examples:
  $ argosy ls                                   every part: what runs where, and how it is delivered
  $ argosy ls pern/production                   the parts of one environment
  $ argosy ls environments                      inactive ones included
  $ argosy ls images traffic-tacos
  $ argosy ls applications pern                 what Argo CD will have, and which file makes it
  $ argosy ls images -o json | jq -r '.images[].image'`;

/** `argosy ls` */
export const ls: DefineCommand = (context, done) =>
  new Command('ls')
    .description('list what is run')
    .addArgument(new Argument('[what]', `${LISTS.join(', ')} (default: parts)`))
    .argument('[selection]', SELECTION_HELP)
    .addOption(new Option('-o, --output <format>', 'form of the output').choices(['table', 'json']).default('table'))
    .addHelpText('after', EXAMPLES)
    .action(
      async (first: string | undefined, second: string | undefined, { output }: { readonly output: ListFormat }) => {
        const { list } = await import('../list/list.ts');
        done(
          await list(
            context,
            [first, second].filter((word) => word !== undefined),
            output,
          ),
        );
      },
    );
