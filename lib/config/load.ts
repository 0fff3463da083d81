import type { Fleet } from '../model/fleet.ts';
import { DEFAULT_SAMPLING } from '../model/gate.ts';
import type { Issue } from '../model/issue.ts';
import { nameProblem } from '../model/name.ts';
import type { Platform } from '../model/platform.ts';
import type { ResolvedEnvironment, ResolvedFleet } from '../model/resolved.ts';
import { checkData } from './checks/data.ts';
import { checkFolders } from './checks/folders.ts';
import { DataReport } from './checks/data-report.ts';
import { environmentReader } from './read-environment.ts';
import { FLEET_FILE, isActive, platformFile } from './checks/subject.ts';

/** A fleet, or why there is none. */
export interface Loaded {
  /** @default - undefined when there are errors */
  readonly fleet?: ResolvedFleet;
  readonly issues: readonly Issue[];
}

/** By file, then by place in it; what has no line comes first. */
function inOrder(issues: readonly Issue[]): readonly Issue[] {
  const compare = (a: Issue, b: Issue): number =>
    (a.at.file < b.at.file ? -1 : Number(a.at.file > b.at.file)) ||
    (a.at.line ?? 0) - (b.at.line ?? 0) ||
    (a.at.column ?? 0) - (b.at.column ?? 0);
  return [...issues].sort(compare);
}

/** Platforms and environments whose names can be folders, each once. The others were reported. */
function nameable(fleet: Fleet): Fleet {
  const once = <T extends { readonly name: string }>(list: readonly T[]): readonly T[] =>
    list.filter(({ name }, index) => {
      const valid = typeof name === 'string' && nameProblem(name) === undefined;
      return valid && list.findIndex((other) => other.name === name) === index;
    });
  return {
    ...fleet,
    platforms: once(fleet.platforms).map((platform) => ({ ...platform, environments: once(platform.environments) })),
  };
}

/** Reads the YAML of every active environment. */
function readAll(fleet: Fleet, root: string, issues: Issue[]): ResolvedFleet {
  const folders = checkFolders(fleet, root);
  issues.push(...folders.issues);
  const resolve = (platform: Platform): ResolvedEnvironment[] => {
    const read = environmentReader(root, platform);
    return platform.environments.filter(isActive).flatMap((environment) => {
      if (!folders.readable.has(`${platform.name}/${environment.name}`)) return [];
      const result = read(environment.name);
      issues.push(...result.issues);
      const known = Object.hasOwn(fleet.clusters, environment.cluster);
      const cluster = known ? fleet.clusters[environment.cluster] : undefined;
      if (result.value === undefined || cluster === undefined) return [];
      const { sampling = DEFAULT_SAMPLING, ...parts } = result.value;
      return [{ environment, cluster, sampling, ...parts }];
    });
  };
  const platforms = fleet.platforms.map((platform) => {
    const environments: ResolvedEnvironment[] = [];
    new DataReport(platformFile(platform.name), issues).guard('', () => environments.push(...resolve(platform)));
    return { platform, environments };
  });
  return { fleet, platforms };
}

/**
 * Reads `<root>/environments/<platform>/<environment>/{release,tuning}.yaml` of every active environment and checks all data,
 * in YAML and in TypeScript. Returns every problem at once. Never throws for bad data.
 */
export function loadFleet(fleet: Fleet, root: string): Loaded {
  const issues: Issue[] = [...checkData(fleet)];
  let resolved: ResolvedFleet | undefined;
  new DataReport(FLEET_FILE, issues).guard('', () => {
    resolved = readAll(nameable(fleet), root, issues);
  });
  const broken = issues.some((issue) => issue.severity === 'error');
  return { issues: inOrder(issues), ...(broken || resolved === undefined ? {} : { fleet: { ...resolved, fleet } }) };
}
