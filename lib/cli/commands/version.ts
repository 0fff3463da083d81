import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import type { DefineCommand } from '../context.ts';
import { EXIT } from '../exit-code.ts';

/** The version of this repository's command. */
export function versionOf(root: string): string {
  return (JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { readonly version: string }).version;
}

/** `argosy version` */
export const version: DefineCommand = ({ launch, terminal }, done) =>
  new Command('version')
    .description('print the version of argosy and of Node')
    .addOption(new Option('-o, --output <format>', 'form of the output').choices(['text', 'json']).default('text'))
    .action(({ output }: { readonly output: 'text' | 'json' }) => {
      const argosy = versionOf(launch.root);
      const node = process.versions.node;
      terminal.out.print(
        output === 'json' ? `${JSON.stringify({ version: 1, argosy, node })}\n` : `argosy ${argosy}, Node ${node}\n`,
      );
      done(EXIT.fine);
    });
