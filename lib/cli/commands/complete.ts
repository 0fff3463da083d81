import { Command } from 'commander';
import type { DefineCommand } from '../context.ts';
import { EXIT } from '../exit-code.ts';

/** `argosy complete -- WORD…`: what the scripts of `argosy completion` call at each press of Tab. The last word is the one being typed. */
export const complete: DefineCommand = ({ terminal, environments }, done) =>
  new Command('complete').argument('[words...]').action(async (words: readonly string[], _: unknown, self: Command) => {
    const { candidates } = await import('../completion/candidates.ts');
    const found = await candidates(self.parent ?? self, words, environments);
    terminal.out.print(found.map(({ value, description }) => `${value}\t${description}\n`).join(''));
    done(EXIT.fine);
  });
