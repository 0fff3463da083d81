import { versions } from '../build/build.ts';
import { STAND_IN_KINDS } from '../plane/stages.ts';
import type { Variant } from '../scenarios/api-variants.ts';
import { type Figure, readable } from './figures.ts';
import { list, table } from './markdown.ts';
import type { Memory } from './memory.ts';
import type { Outcome } from './scenario.ts';

/** What `docs/proof.md` tells. */
export interface Proof {
  readonly outcomes: readonly Outcome[];
  readonly figures: readonly Figure[];
  readonly memory: readonly Memory[];
  /** From the first process to the last scenario. */
  readonly seconds: number;
  readonly replaced: readonly string[];
  readonly variants: readonly Variant[];
}

/** Controllers that are not here, besides those whose statuses kwok writes. */
const PLAYED: readonly string[] = [
  'the storage provider: a volume for each claim that waits for one (binding them is real)',
  'the Gateway API plugin of Argo Rollouts: sets the weights of an HTTPRoute by the same protocol; it makes no header routes',
  'the kubelet: kwok says that pods are ready, and runs nothing in them',
  'applications: an exporter gives the numbers that a version of a service would show, as the scenario sets them',
];

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

function scenarios(outcomes: readonly Outcome[], seconds: number): string {
  const rows = outcomes.map(({ scenario, seconds: own }) => [
    `\`${scenario.name}\``,
    scenario.shows,
    own.toFixed(0),
    scenario.sabotage.what,
  ]);
  const whole = `Whole run, with starting the plane: ${seconds.toFixed(0)} s.`;
  return `${table(['scenario', 'what it shows', 'seconds', 'how it was made to fail'], rows)}\n\n${whole}`;
}

function memoryTable(memory: readonly Memory[]): string {
  const row = (name: string, resident: number, peak: number): string[] => [name, readable(resident), readable(peak)];
  const rows = memory.map(({ component, resident, peak }) => row(component, resident, peak));
  const all = row('together', sum(memory.map((one) => one.resident)), sum(memory.map((one) => one.peak)));
  return table(['component', 'MiB at the end', 'MiB at most'], [...rows, all]);
}

/** The generated parts of `docs/proof.md`, by the name of their place. */
export function proofParts({
  outcomes,
  figures,
  memory,
  seconds,
  replaced,
  variants,
}: Proof): ReadonlyMap<string, string> {
  const unseen = variants.filter(({ says }) => says === undefined);
  const ran = [...versions('all')].map(([module, version]) => [module, version]);
  const measured = figures.map(({ name, value, unit }) => [name, `${readable(value)} ${unit}`.trim()]);
  return new Map([
    ['scenarios', scenarios(outcomes, seconds)],
    ['versions', table(['what', 'version'], ran)],
    ['replaced', list(replaced)],
    [
      'played',
      list([`the controllers of ${STAND_IN_KINDS.join(', ')}: kwok writes the status that they would`, ...PLAYED]),
    ],
    [
      'refused',
      `Refused: ${String(variants.length - unseen.length)} broken variants. Not seen: ${String(unseen.length)}.`,
    ],
    [
      'unseen',
      table(
        ['not seen by the API server', 'seen by'],
        unseen.map(({ name, seenBy = '' }) => [name, seenBy]),
      ),
    ],
    ['memory', memoryTable(memory)],
    ['figures', table(['measured', 'value'], measured)],
  ]);
}
