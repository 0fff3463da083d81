import { NAME_LIMITS } from '../../model/name.ts';
import type { Platform } from '../../model/platform.ts';
import type { DataReport } from './data-report.ts';
import type { PlatformSubject } from './subject.ts';

/** Folders that every environment has, so that no part can be called the same. */
export const OWN_FOLDERS: readonly string[] = ['argocd', 'cluster', 'shared', 'analysis'];

/** The folder of the Applications of all platforms, and the Application that syncs it. */
export const OF_THE_ROOT: readonly string[] = ['argocd', 'root'];

/** Helm puts a suffix of ten characters behind the names of releases. */
const LONGEST_RELEASE = 53;

/** What is derived from a service: Services of its strategies. Another service must not be called so. */
const DERIVED = ['canary', 'preview'] as const;

/** Something that becomes a part of an environment. */
export interface PartName {
  readonly name: string;
  /** Where it is written in `platform.ts`. */
  readonly field: string;
  /** Longest name that leaves room for what is derived from it. */
  readonly limit: number;
}

/** Everything that becomes a part of an environment: a folder and an Application. */
export function partNames(platform: Platform): readonly PartName[] {
  const of = (field: string, record: object | undefined, limit: number, prefix = ''): PartName[] =>
    Object.keys(record ?? {}).map((key) => ({ name: `${prefix}${key}`, field: `${field}.${key}`, limit }));
  return [
    ...of('services', platform.services, NAME_LIMITS.rollout),
    ...of('stateful', platform.stateful, NAME_LIMITS.statefulSet),
    ...of('charts', platform.charts, LONGEST_RELEASE),
    ...of('foundations.gateways', platform.foundations?.gateways, NAME_LIMITS.label, 'gateway-'),
    ...(['alerts', 'backup'] as const).flatMap((name) =>
      platform.foundations?.[name] ? [{ name, field: `foundations.${name}`, limit: NAME_LIMITS.label }] : [],
    ),
    ...(platform.foundations?.rolloutNotifications
      ? [{ name: 'rollout-notifications', field: 'foundations.rolloutNotifications', limit: NAME_LIMITS.label }]
      : []),
  ];
}

function checkParts(platform: Platform, report: DataReport): void {
  const seen = new Map<string, string>();
  for (const { name, field, limit } of partNames(platform)) {
    report.label(field, name, limit);
    const other = seen.get(name);
    if (other !== undefined) {
      const message = `must be the name of one part, ${other} has it as well: ${name}`;
      report.add(field, {
        code: 'name/duplicate',
        message,
        fix: 'rename one of them: a part is a folder and an Application',
      });
    }
    seen.set(name, field);
    if (OWN_FOLDERS.includes(name)) {
      const message = `must not be one of ${OWN_FOLDERS.join(', ')}: every environment has folders of these names`;
      report.add(field, { code: 'name/reserved', message, fix: 'choose another name' });
    }
  }
  for (const { name, field } of partNames(platform)) {
    const suffix = DERIVED.find((word) => name.endsWith(`-${word}`) && seen.has(name.slice(0, -word.length - 1)));
    if (suffix === undefined) continue;
    const message = `must not be named like what belongs to ${name.slice(0, -suffix.length - 1)}: ${name}`;
    report.add(field, { code: 'name/reserved', message, fix: `end it otherwise than in -${suffix}` });
  }
}

/** Names become folders, Applications, Services, labels and host names of pods. */
export function checkNames({ platform, report }: PlatformSubject): void {
  report.label('name', platform.name);
  if (OF_THE_ROOT.includes(platform.name)) {
    report.add('name', {
      code: 'name/reserved',
      message: `must not be ${OF_THE_ROOT.join(' or ')}: these are the Applications of the platforms themselves`,
    });
  }
  report.text('description', platform.description);
  if (platform.wave !== undefined) report.whole('wave', platform.wave, -1000, 1000);
  checkParts(platform, report);
}
