import { isAutomatic } from '../../argocd/applications.ts';
import type { Scheduled } from '../../argocd/windows/agendas.ts';
import type { Change, Verdict } from '../../argocd/windows/verdict.ts';
import { table } from '../text.ts';
import { clock, zoneOf } from './clock.ts';

/** Why, in a few words and with what the window says of itself. */
function because({ reason, windows }: Verdict): string {
  const said = windows.map(({ description, schedule, duration }) => description ?? `${schedule} for ${duration}`);
  switch (reason) {
    case 'none':
      return 'no window';
    case 'free':
      return 'no deny window is open';
    case 'denied':
      return `denied: ${said.join('; ')}`;
    case 'allowed':
      return `allowed: ${said.join('; ')}`;
    case 'outside':
      return `outside of: ${said.join('; ')}`;
  }
}

const answer = (may: boolean): string => (may ? 'yes' : 'no');

/** Whether Argo CD itself may: never where a person starts each sync. */
function byArgoCd(one: Scheduled, { automatic }: Verdict): string {
  return isAutomatic(one) ? answer(automatic) : '-';
}

/** What the next change brings: `Mon 2026-11-23 08:00 CET`. */
function next({ agenda }: Scheduled, at: number): string {
  const change = agenda.next(at);
  return change ? clock(change.at, zoneOf(agenda)) : '-';
}

/** One row for each Application. */
export function windowsTable(all: readonly Scheduled[], at: number): string {
  const rows = all.map((one) => {
    const verdict = one.agenda.at(at);
    return [
      one.application.metadata.name,
      byArgoCd(one, verdict),
      answer(verdict.manual),
      next(one, at),
      because(verdict),
    ];
  });
  return table(['APPLICATION', 'ARGO CD', 'A PERSON', 'UNTIL', 'WHY'], rows);
}

/** A verdict for programs. */
const plain = ({ at, verdict }: Change): object => ({
  at: new Date(at).toISOString(),
  windowsAllowArgoCd: verdict.automatic,
  person: verdict.manual,
  reason: verdict.reason,
  windows: verdict.windows,
});

const DAY = 24 * 3600 * 1000;

/** `{ version, at, applications: [...] }`. `version` changes when the meaning of a field does. */
export function windowsJson(all: readonly Scheduled[], at: number, days: number | undefined): string {
  const applications = all.map((one) => {
    const { application, agenda } = one;
    const automatic = isAutomatic(one);
    const verdict = agenda.at(at);
    const change = agenda.next(at);
    return {
      name: application.metadata.name,
      project: application.spec.project,
      sync: automatic ? 'automatic' : 'manual',
      argocd: automatic && verdict.automatic,
      ...plain({ at, verdict }),
      next: change && plain(change),
      ...(days === undefined ? {} : { calendar: agenda.changes(at, at + days * DAY).map(plain) }),
    };
  });
  return `${JSON.stringify({ version: 1, at: new Date(at).toISOString(), applications }, undefined, 2)}\n`;
}
