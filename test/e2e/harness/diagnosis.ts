import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type KubeEvent, eventLines } from './events.ts';
import { best, condensed, relevant } from './log-lines.ts';
import { LogsSince } from './logs-since.ts';
import { type Unwell, unwell } from './unwell.ts';
import type { View, World } from './world.ts';

/** Something to look at when a scenario has failed. */
interface Section {
  readonly title: string;
  /** All of it, for the file. */
  readonly lines: readonly string[];
  /** What the screen shows of it. */
  readonly screen: readonly string[];
}

/** Lines on the screen, at most: with titles about 60. */
const SCREEN = { unwell: 18, events: 12, logs: 24, logsOfOne: 4 };
const WIDTH = 240;

/** Looks at a plane from the moment it is made, so that it can say later what went wrong since. */
export class Diagnosis {
  private readonly since = Date.now();
  private readonly logs: LogsSince;

  constructor(private readonly world: World) {
    this.logs = new LogsSince(world.plane.processes.logs);
  }

  /** Writes `failure-<scenario>.txt` into the plane's folder, and answers what of it is for the screen, at most 60 lines. */
  async write(scenario: string, error: string): Promise<string> {
    const sections = await this.sections(error);
    const file = join(this.world.plane.folder, `failure-${scenario}.txt`);
    writeFileSync(file, `${error}\n\n${whole(sections)}\n`);
    return `${excerpt(sections)}\n  all of it: ${file}`;
  }

  private async sections(error: string): Promise<readonly Section[]> {
    // The tier `api` follows nothing.
    const view = this.world.view as View | undefined;
    const bad = view
      ? unwell(view.applications.list(), view.rollouts.list(), view.analysisRuns.list(), this.since)
      : NONE;
    const named = view ? [view.applications, view.rollouts].flatMap((set) => set.list().map(nameOf)) : [];
    const names = new Set([...bad.names, ...named.filter((name) => error.includes(name))]);
    const events = await this.events();
    return [
      { title: 'objects that are not well', lines: bad.lines, screen: bad.lines.slice(0, SCREEN.unwell) },
      { title: 'events', lines: events, screen: events.slice(0, SCREEN.events) },
      this.logSection([...names]),
    ];
  }

  private async events(): Promise<readonly string[]> {
    const { api, processes } = this.world.plane;
    try {
      // Without one of its processes the plane may not even refuse.
      const events = await Promise.race([api.list<KubeEvent>('v1', 'Event'), processes.death]);
      return eventLines(events, this.since);
    } catch (error) {
      const [first = ''] = String(error).split('\n');
      return [`cannot be asked: ${first}`];
    }
  }

  private logSection(names: readonly string[]): Section {
    const judged = [...this.logs.lines()].flatMap(([component, lines]) => relevant(component, lines, names));
    return {
      title: 'logs',
      lines: judged.map(({ component, line }) => `${component}: ${line}`),
      screen: best(judged, SCREEN.logs, SCREEN.logsOfOne).map(
        ({ component, line }) => `${component}: ${condensed(line)}`,
      ),
    };
  }
}

const NONE: Unwell = { names: [], lines: [] };
const nameOf = ({ metadata }: { readonly metadata: { readonly name: string } }): string => metadata.name;

const whole = (sections: readonly Section[]): string =>
  sections.flatMap(({ title, lines }) => [`${title} (${String(lines.length)})`, ...lines, '']).join('\n');

/** What of it is for the screen. */
function excerpt(sections: readonly Section[]): string {
  const told = sections.filter(({ lines }) => lines.length > 0);
  return told
    .flatMap(({ title, lines, screen }) => {
      const count = screen.length < lines.length ? `, ${String(screen.length)} of ${String(lines.length)}` : '';
      return [`  ${title}${count}:`, ...screen.map((line) => `    ${line.slice(0, WIDTH)}`)];
    })
    .join('\n');
}
