import { Command, Option } from 'commander';
import type { DefineCommand } from '../context.ts';
import type { CanOptions } from '../can/can.ts';

const EXAMPLES = `
SUBJECT is a group, a user, or a role (proj:pern:developer); OBJECT is PROJECT/APPLICATION for applications,
applicationsets, logs and exec, and a plain name for all else.

Examples:
  $ argosy can minishop:developers sync applications minishop/minishop-dev-order-service
  $ argosy can proj:pern:ci action/argoproj.io/Rollout/abort app pern/pern-staging-backend
  $ argosy can --matrix pern                    every role in every environment
  $ argosy can --matrix -o json

The exit code is 0 for yes and 1 for no.`;

/** `argosy can` */
export const can: DefineCommand = (context, done) =>
  new Command('can')
    .description('say who may do what in Argo CD, and the line that decides')
    .argument('[subject]', 'who: a group, a user, a role; with --matrix a platform')
    .argument('[action]', 'what: get, sync, action/argoproj.io/Rollout/abort, …')
    .argument('[resource]', 'to what: applications, logs, exec, projects, …')
    .argument('[object]', 'which one: PROJECT/APPLICATION, or a name')
    .option('--matrix', 'print a table of roles and environments')
    .addOption(new Option('-o, --output <format>', 'form of the output').choices(['table', 'json']).default('table'))
    .addHelpText('after', EXAMPLES)
    .action(
      async (
        subject: string | undefined,
        action: string | undefined,
        resource: string | undefined,
        object: string | undefined,
        options: CanOptions,
      ) => {
        const { answer } = await import('../can/can.ts');
        const words = [subject, action, resource, object].filter((word) => word !== undefined);
        done(await answer(context, words, options));
      },
    );
