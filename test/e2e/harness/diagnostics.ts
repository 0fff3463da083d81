import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { KubeObject } from '../../../lib/model/synthesis.ts';
import { restless } from './applications.ts';
import type { World } from './world.ts';

interface Event extends KubeObject {
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly lastTimestamp?: string;
  readonly eventTime?: string;
  readonly involvedObject: { readonly kind: string; readonly namespace?: string; readonly name: string };
}

const LINES = 12;
const WIDTH = 300;

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : [`${title}:`, ...lines.map((line) => `  ${line}`)];

/** How far each log had come when something began. */
export type Marks = ReadonlyMap<string, number>;

/** Where the logs are now. */
export function mark({ plane: { processes } }: World): Marks {
  return new Map([...processes.pids().keys()].map((name) => [name, readFileSync(processes.logOf(name)).length]));
}

/** Lines that complain, since the marks: of each process the last ones. */
function complaints({ plane: { processes } }: World, marks: Marks): string[] {
  return [...marks].flatMap(([name, from]) => {
    const text = readFileSync(processes.logOf(name)).subarray(from).toString();
    const loud = text.split('\n').filter((line) => /level"?[=:]"?(warn|error|fatal)|^[EF]\d{4} |panic:/i.test(line));
    return section(
      `log of ${name}`,
      loud.slice(-LINES).map((line) => line.slice(0, WIDTH)),
    );
  });
}

async function events({ plane: { api } }: World, since: number): Promise<string[]> {
  const all = await api.list<Event>('v1', 'Event');
  const time = ({ lastTimestamp, eventTime }: Event): number => Date.parse(lastTimestamp ?? eventTime ?? '') || 0;
  const warnings = all
    .filter((event) => event.type === 'Warning' && time(event) >= since)
    .sort((a, b) => time(a) - time(b));
  return warnings.map(({ involvedObject: { kind, namespace = '', name }, reason = '', message = '' }) =>
    `${kind} ${namespace}/${name} ${reason}: ${message}`.slice(0, WIDTH),
  );
}

function unwell({ view }: World): string[] {
  const rollouts = view.rollouts.list().filter(({ status }) => status?.phase !== 'Healthy');
  const runs = view.analysisRuns
    .list()
    .filter(({ status }) => !['Successful', 'Running', 'Pending'].includes(status?.phase ?? 'Pending'));
  return [
    ...restless(view.applications.list()).map((text) => `Application ${text}`),
    ...rollouts.map(
      ({ metadata: { namespace, name }, status }) =>
        `Rollout ${namespace}/${name} ${status?.phase ?? '-'}: ${status?.message ?? ''}`,
    ),
    ...runs.map(
      ({ metadata: { namespace, name }, status }) =>
        `AnalysisRun ${namespace}/${name} ${status?.phase ?? '-'}: ${status?.message ?? ''}`,
    ),
  ];
}

/**
 * What the components say about a scenario that failed: objects that are not well, warnings of Kubernetes, complaints in
 * the logs. The whole goes into the plane's folder; answered is what a screen can take.
 */
export async function diagnose(world: World, name: string, since: number, marks: Marks): Promise<string> {
  // On the tier `api` nobody follows objects.
  const objects = 'view' in world ? unwell(world) : [];
  const warnings = await events(world, since).catch((error: unknown) => [String(error)]);
  const all = [...section('not well', objects), ...section('events', warnings), ...complaints(world, marks)];
  const file = join(world.plane.folder, `failure-${name}.txt`);
  writeFileSync(file, `${all.join('\n')}\n`);
  const shown = [
    ...section('not well', objects.slice(0, LINES)),
    ...section('events', warnings.slice(-LINES)),
    ...complaints(world, marks).slice(0, 3 * LINES),
  ];
  return [...shown, `the whole: ${file}`].join('\n');
}
