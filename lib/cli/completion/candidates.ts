import { readdirSync } from 'node:fs';
import type { Command, Option } from 'commander';
import type { Environments } from '../launch.ts';
import { LISTS } from '../list/lists.ts';
import { selections } from './selections.ts';

/** A word that may be meant, and what it stands for. */
export interface Candidate {
  readonly value: string;
  readonly description: string;
}

/** What the last of `words` may become. Names come from `environments/`; where that is broken there are none. */
export async function candidates(
  program: Command,
  words: readonly string[],
  environments: Environments,
): Promise<readonly Candidate[]> {
  // bash makes a word of its own of the sign in `--output=json`.
  const typed = words.filter((word) => word !== '=');
  const current = words.at(-1) === '=' ? '' : (typed.pop() ?? '');
  const { command, position, pending } = walked(program, typed);
  const inline = /^(--[^=]+)=(.*)$/.exec(current);
  if (inline) {
    const [, flag = '', value = ''] = inline;
    return starting(valuesOf(optionOf(command, flag), value), value).map((one) => ({
      ...one,
      value: `${flag}=${one.value}`,
    }));
  }
  if (pending) return starting(valuesOf(pending, current), current);
  if (current.startsWith('-'))
    return starting(
      optionsOf(command).map(({ long, description }) => ({ value: long ?? '', description })),
      current,
    );
  if (command.commands.length > 0) return starting(commandsOf(command), current);
  return starting(await operands(command, position, current, environments), current);
}

const starting = (all: readonly Candidate[], typed: string): Candidate[] =>
  all.filter(({ value }) => value !== '' && value.startsWith(typed));
const plain = (value: string): Candidate => ({ value, description: '' });

/** Where the words before the current one lead: the command, how many of its operands are there, and the option that waits for its value. */
function walked(
  program: Command,
  typed: readonly string[],
): { command: Command; position: number; pending: Option | undefined } {
  let command = program;
  let position = 0;
  let pending: Option | undefined;
  for (const word of typed) {
    if (pending) {
      pending = undefined;
    } else if (word.startsWith('-')) {
      const option = optionOf(command, word);
      pending = option?.required ? option : undefined;
    } else {
      const next = command.commands.find((one) => one.name() === word);
      if (next) command = next;
      else position++;
    }
  }
  return { command, position, pending };
}

/** Options of a command, those of the commands above it included. */
function optionsOf(command: Command): readonly Option[] {
  const own = command.createHelp().visibleOptions(command);
  return command.parent ? [...own, ...command.parent.options.filter((option) => option.long !== '--version')] : own;
}

const optionOf = (command: Command, flag: string): Option | undefined =>
  optionsOf(command).find(({ long, short }) => long === flag || short === flag);

const commandsOf = (command: Command): Candidate[] =>
  command
    .createHelp()
    .visibleCommands(command)
    .map((one) => ({ value: one.name(), description: one.description() }));

function valuesOf(option: Option | undefined, typed: string): Candidate[] {
  if (option?.argChoices) return option.argChoices.map(plain);
  return option?.long === '--out' ? foldersBelow(typed) : [];
}

/** Folders that a path may go on with. */
function foldersBelow(typed: string): Candidate[] {
  const parent = typed.slice(0, typed.lastIndexOf('/') + 1);
  try {
    const entries = readdirSync(parent === '' ? '.' : parent, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
      .map((entry) => plain(`${parent}${entry.name}/`));
  } catch {
    return [];
  }
}

async function operands(
  command: Command,
  position: number,
  typed: string,
  environments: Environments,
): Promise<readonly Candidate[]> {
  const argument = command.registeredArguments[position];
  if (!argument) return [];
  if (argument.argChoices) return argument.argChoices.map(plain);
  // What `argosy can` asks about is in no list of ours.
  if (!['what', 'selection'].includes(argument.name())) return [];
  const names = (await selections(typed, environments)).map(plain);
  return argument.name() === 'what' ? [...LISTS.map(plain), ...names] : names;
}
