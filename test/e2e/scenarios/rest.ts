import { restless } from '../harness/applications.ts';
import type { Manifest } from '../harness/dist.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, holds, none } from '../harness/until.ts';
import type { Application } from '../plane/kinds.ts';

const key = (kind: string, namespace: string | undefined, name: string): string => `${kind} ${namespace ?? ''}/${name}`;

/** Objects of `dist/` that nobody syncs, or more than one Application. */
export function notOnce(manifests: readonly Manifest[], applications: readonly Application[]): string[] {
  const owners = new Map<string, string[]>();
  for (const { metadata, status } of applications)
    for (const { kind, namespace, name } of status?.resources ?? []) {
      const id = key(kind, namespace, name);
      owners.set(id, [...(owners.get(id) ?? []), metadata.name]);
    }
  return manifests.flatMap(({ path, object: { kind, metadata } }) => {
    const found = owners.get(key(kind, metadata.namespace, metadata.name)) ?? [];
    return found.length === 1 ? [] : [`${path}: synced by ${found.join(' and ') || 'nobody'}`];
  });
}

export const rest: Scenario = {
  name: 'rest',
  shows:
    'Nothing in dist/ is synced by nobody or by two; for two minutes no Application is OutOfSync or syncs that no commit touches, though hundreds of others come into being',
  lane: 'rest',
  sabotage: {
    what: 'one Application leaves a file of its folder out',
    file: /Application-traffic-tacos-staging-shared\.yaml$/,
    find: 'path: dist/traffic-tacos/staging/shared',
    replace: 'path: dist/traffic-tacos/staging/shared\n    directory:\n      exclude: ResourceQuota-*',
  },
  async run({ repository, view }) {
    const all = (): readonly Application[] => view.applications.list();
    const commits = repository.commits.length;
    const names = new Set(all().map(({ metadata }) => metadata.name));
    /** Those that were there, and whose folder is as it was. */
    const untouched = (): readonly Application[] => {
      const later = repository.commits.slice(commits);
      const isTouched = ({ spec }: Application): boolean =>
        later.some(({ folders }) => folders.has(spec.source.path ?? ''));
      return all().filter((one) => names.has(one.metadata.name) && !isTouched(one));
    };
    none('objects of dist/ that are not synced once', notOnce(repository.manifests(), all()));
    const operations = (): string[] =>
      untouched()
        .map(({ metadata, status }) => `${metadata.name} ${status?.operationState?.startedAt ?? ''}`)
        .sort();
    const before = operations();
    await holds(
      'all at rest',
      () => restless(untouched()).join('\n'),
      (seen) => seen === '',
      { seconds: 120 },
    );
    expect(
      'operations of two minutes',
      operations().filter((one) => !before.includes(one)),
      [],
    );
  },
};
