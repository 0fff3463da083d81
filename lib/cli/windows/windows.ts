import { agendasOf, type Scheduled } from '../../argocd/windows/agendas.ts';
import type { ResolvedFleet } from '../../model/resolved.ts';
import type { Synthesis } from '../../model/synthesis.ts';
import { placesOf } from '../application-places.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { checkedSelection, isSelected } from '../selection.ts';
import { synthesized } from '../synth/synthesized.ts';
import { calendarText } from './calendar.ts';
import { windowsJson, windowsTable } from './rows.ts';

/** What was typed after `argosy windows`. */
export interface WindowsOptions {
  /** @default - now */
  readonly at?: number;
  /** @default - no calendar */
  readonly days?: number;
  readonly output: 'table' | 'json';
}

/** `argosy windows` */
export async function showWindows(
  context: Context,
  typed: string | undefined,
  { at = Date.now(), days, output }: WindowsOptions,
): Promise<ExitCode> {
  const { terminal } = context;
  const made = await synthesized(context);
  if (!made) return EXIT.problems;
  const chosen = selected(agendasOf(made.files), made, typed);
  if (output === 'json') terminal.out.print(windowsJson(chosen, at, days));
  else terminal.out.print(days === undefined ? windowsTable(chosen, at) : calendarText(chosen, at, days));
  return EXIT.fine;
}

function selected(
  all: readonly Scheduled[],
  { fleet, files }: Synthesis & { readonly fleet: ResolvedFleet },
  typed: string | undefined,
): readonly Scheduled[] {
  if (typed === undefined) return all;
  const places = placesOf(fleet, files);
  const selection = checkedSelection(typed, places.values());
  return all.filter(({ application }) => isSelected(places.get(application.metadata.name) ?? '', selection));
}
