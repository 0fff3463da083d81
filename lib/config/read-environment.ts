import type { z } from 'zod';
import type { Issue } from '../model/issue.ts';
import type { Platform } from '../model/platform.ts';
import type { ResolvedEnvironment } from '../model/resolved.ts';
import { type ReadFile, readFile } from './read-file.ts';
import { exists } from './read-text.ts';
import { type Parts, partsOf, workloads } from './shape/parts.ts';
import { releaseShape } from './shape/release.ts';
import { tuningShape } from './shape/tuning.ts';

/** What the two files of an environment say together. */
export interface ReadEnvironment extends Pick<ResolvedEnvironment, 'services' | 'stateful' | 'charts' | 'jobs'> {
  readonly sampling?: ResolvedEnvironment['sampling'] | undefined;
}

type Release = ReturnType<ReturnType<typeof releaseShape>['parse']>;
type Tuning = ReturnType<ReturnType<typeof tuningShape>['parse']>;

function join(parts: Parts, release: Release, tuning: Tuning): ReadEnvironment {
  const services = new Map<string, NonNullable<ReturnType<ReadEnvironment['services']['get']>>>();
  const stateful = new Map<string, NonNullable<ReturnType<ReadEnvironment['stateful']['get']>>>();
  for (const name of workloads(parts)) {
    const runs = release.services?.[name];
    const tuned = tuning.services?.[name];
    if (runs === undefined || tuned === undefined) continue;
    if (tuned.kind === 'service') services.set(name, { ...runs, ...tuned.tuning });
    else stateful.set(name, { ...runs, ...tuned.tuning });
  }
  const charts = new Map(
    [...parts.charts.keys()].flatMap((name) => {
      const chart = release.charts?.[name];
      return chart === undefined ? [] : [[name, chart] as const];
    }),
  );
  const jobs = new Map(
    parts.jobs.flatMap((name) => {
      const runs = release.services?.[name];
      return runs === undefined ? [] : [[name, runs] as const];
    }),
  );
  return { services, stateful, charts, jobs, sampling: tuning.sampling };
}

/**
 * Makes the reader of `release.yaml` and `tuning.yaml` of a platform's environments. A file about nothing that the platform
 * has may be left out: `tuning.yaml` of a platform of charts only, both of a platform of neither.
 */
export function environmentReader(
  root: string,
  platform: Platform,
): (environment: string) => ReadFile<ReadEnvironment> {
  const parts = partsOf(platform);
  const runs = workloads(parts).length > 0;
  const releases = releaseShape(parts);
  const tunings = tuningShape(parts);
  return (environment) => {
    const folder = `environments/${platform.name}/${environment}`;
    const read = <T>(name: string, shape: z.ZodType<T>, needed: boolean, empty: T): ReadFile<T> => {
      const file = `${folder}/${name}.yaml`;
      return needed || exists(root, file) ? readFile(root, file, name, shape) : { value: empty, issues: [] };
    };
    const nothing = { services: undefined, charts: undefined };
    const release = read<Release>('release', releases, runs || parts.charts.size > 0, nothing);
    const tuning = read<Tuning>('tuning', tunings, runs, nothing);
    const issues: Issue[] = [...release.issues, ...tuning.issues];
    if (release.value === undefined || tuning.value === undefined) return { issues };
    return { value: join(parts, release.value, tuning.value), issues };
  };
}
