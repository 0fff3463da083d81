import { Command, InvalidArgumentError, Option } from 'commander';
import type { DefineCommand } from '../context.ts';
import { SELECTION_HELP } from '../selection.ts';
import type { WindowsOptions } from '../windows/windows.ts';

const EXAMPLES = `
Examples:
  $ argosy windows pern/production                        may it be synced now, and when next?
  $ argosy windows --at 2026-12-24T18:00Z                 and on Christmas Eve?
  $ argosy windows pern/production --days 14              a calendar of two weeks
  $ argosy windows -o json | jq -r '.applications[] | select(.person | not) | .name'`;

const FORM = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2})?(Z|[+-]\d{2}:\d{2})?)?$/;

/** `2026-12-24`, `2026-12-24T18:00`, `…Z`, `…+01:00`; UTC where it does not say. */
function readTime(text: string): number {
  const match = FORM.exec(text);
  const zone = text.includes('T') && match?.[1] === undefined ? 'Z' : '';
  const time = match ? Date.parse(`${text}${zone}`) : NaN;
  if (Number.isNaN(time)) throw new InvalidArgumentError('write 2026-12-24T18:00Z or 2026-12-24T19:00+01:00');
  return time;
}

const MOST_DAYS = 366;

function readDays(text: string): number {
  const days = /^\d+$/.test(text) ? Number(text) : 0;
  if (days < 1 || days > MOST_DAYS) throw new InvalidArgumentError(`write a number from 1 to ${String(MOST_DAYS)}`);
  return days;
}

/** `argosy windows` */
export const windows: DefineCommand = (context, done) =>
  new Command('windows')
    .description('say what may be synced now, by whom, why, and when next')
    .argument('[selection]', SELECTION_HELP)
    .addOption(new Option('--at <time>', 'ask for another time than now').argParser(readTime))
    .addOption(new Option('--days <n>', 'a calendar of so many days').argParser(readDays))
    .addOption(new Option('-o, --output <format>', 'form of the output').choices(['table', 'json']).default('table'))
    .addHelpText('after', EXAMPLES)
    .action(async (selection: string | undefined, options: WindowsOptions) => {
      const { showWindows } = await import('../windows/windows.ts');
      done(await showWindows(context, selection, options));
    });
