import { type Inventory, inventory } from '../../model/inventory.ts';
import { nearest } from '../../model/nearest.ts';
import { type Context, printIssues } from '../context.ts';
import { EXIT, type ExitCode, Misuse } from '../exit-code.ts';
import { checkedSelection } from '../selection.ts';
import { readFleet } from '../synth/fleet.ts';
import { hasErrors } from '../synth/result.ts';
import { type List, type ListFormat, LISTS } from './lists.ts';
import { listJson, listTable, narrowed } from './rows.ts';

/** `argosy ls`: reads the data, and prints one list of it. */
export async function list(context: Context, words: readonly string[], format: ListFormat): Promise<ExitCode> {
  const { launch, terminal, environments } = context;
  const fleet = await readFleet(environments);
  const { loadFleet } = await import('../../config/load.ts');
  const { fleet: resolved, issues } = loadFleet(fleet, launch.root);
  printIssues(context, issues);
  if (resolved === undefined || hasErrors({ issues })) return EXIT.problems;
  const all = inventory(resolved);
  const { what, selection } = request(words, all);
  if (what === 'applications') {
    const { listApplications } = await import('./applications.ts');
    return listApplications(context, resolved, selection, format);
  }
  const chosen = narrowed(all, selection);
  terminal.out.print(format === 'json' ? listJson(what, chosen) : listTable(what, chosen));
  return EXIT.fine;
}

const isList = (word: string | undefined): word is List => LISTS.some((one) => one === word);

/** `[what] [selection]`, each of which may be left out. @throws Misuse */
function request(words: readonly string[], all: Inventory): { what: List; selection: string | undefined } {
  const [first, second] = words;
  if (first === undefined) return { what: 'parts', selection: undefined };
  if (isList(first))
    return { what: first, selection: second === undefined ? undefined : checkedSelection(second, pathsOf(all)) };
  if (second === undefined && !isMistyped(first, all))
    return { what: 'parts', selection: checkedSelection(first, pathsOf(all)) };
  const near = nearest(first, LISTS);
  throw new Misuse(
    `cannot list ${JSON.stringify(first)}`,
    near === undefined ? `known: ${LISTS.join(', ')}` : `did you mean ${near}?`,
  );
}

/** Whether a word that is no platform looks more like the name of a list. */
function isMistyped(word: string, { platforms }: Inventory): boolean {
  return (
    !word.includes('/') && !platforms.some(({ platform }) => platform === word) && nearest(word, LISTS) !== undefined
  );
}

const pathsOf = ({ platforms, environments, parts }: Inventory): string[] => [
  ...platforms.map(({ platform }) => platform),
  ...environments.map(({ platform, environment }) => `${platform}/${environment}`),
  ...parts.map(({ platform, environment, part }) => `${platform}/${environment}/${part}`),
];
