import { listed, type ListedApplication } from '../../argocd/listing.ts';
import type { ResolvedFleet } from '../../model/resolved.ts';
import { synthesizeResolved } from '../../synthesis.ts';
import { placesOf } from '../application-places.ts';
import { type Context, printIssues } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { isSelected } from '../selection.ts';
import { hasErrors } from '../synth/result.ts';
import { table } from '../text.ts';
import type { ListFormat } from './lists.ts';

/** `argosy ls applications`: those of `dist/`, as it would be written now. */
export function listApplications(
  context: Context,
  fleet: ResolvedFleet,
  selection: string | undefined,
  format: ListFormat,
): ExitCode {
  const { files, issues } = synthesizeResolved(fleet);
  printIssues(context, issues);
  if (hasErrors({ issues })) return EXIT.problems;
  const places = placesOf(fleet, files);
  const applications = listed(files).filter(({ name }) => isSelected(places.get(name) ?? '', selection));
  context.terminal.out.print(
    format === 'json'
      ? `${JSON.stringify({ version: 1, applications }, undefined, 2)}\n`
      : table(HEADING, applications.map(row)),
  );
  return EXIT.fine;
}

const HEADING = ['APPLICATION', 'PROJECT', 'SOURCE', 'REVISION', 'DESTINATION', 'SYNC', 'ORDER'];

/** When it is synced among its neighbours; those that an ApplicationSet makes without steps come all at once. */
function order({ step, wave, generatedBy }: ListedApplication): string {
  if (step !== undefined) return `step ${String(step)}`;
  return generatedBy.includes('/ApplicationSet-') ? '-' : `wave ${String(wave)}`;
}

const row = (one: ListedApplication): string[] => [
  ...[one.name, one.project, one.source, one.revision, `${one.cluster}/${one.namespace}`, one.sync, order(one)],
];
