import type { Issue, Problem } from '../../model/issue.ts';
import type { KubeObject, RenderedFile } from '../../model/synthesis.ts';
import { projectsOf } from '../app-project.ts';
import { isApplicationSet } from '../application-sets/application-set.ts';
import { allApplications, type OwnedApplication } from '../applications.ts';
import { folderOf, syncedFolder } from '../folders.ts';
import { exclusionsOf } from '../exclusions.ts';
import { excludedProblems } from './excluded.ts';
import { errorIn } from './place.ts';
import { refusals } from './refused.ts';
import { setProblems } from './sets.ts';

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) group.push(item);
    else groups.set(keyOf(item), [item]);
  }
  return groups;
}

/** An Application that another file makes as well: they would overwrite each other. */
const sharedName = ({ application }: OwnedApplication, other: OwnedApplication): Problem => ({
  code: 'application/same-name',
  message: `the Application ${application.metadata.name} must have one owner, dist/${other.file} makes it as well`,
  fix: 'rename the platform, the environment or the part',
});

const noFolder = (name: string, folder: string): Problem => ({
  code: 'application/no-folder',
  message: `the Application ${name} must sync a folder that is there, got dist/${folder}`,
  fix: 'a matrix makes an Application of every pair: each environment needs every part',
});

/**
 * What Argo CD would refuse, or never sync, of the Applications of `dist/` and of the sets that make them:
 * `application/…`, `application-set/…`, `rolling-sync/…`.
 * @param sourceRoot folder of the data
 */
export function applicationIssues(files: readonly RenderedFile[], sourceRoot: string): readonly Issue[] {
  const { all, unknown } = allApplications(files);
  const projects = projectsOf(files);
  const isExcluded = exclusionsOf(files);
  const folders = grouped(files, ({ path }) => folderOf(path));
  const byName = grouped(all, ({ application }) => application.metadata.name);
  const bySet = grouped(all, ({ file }) => file);
  const objectsIn = (folder: string | undefined): readonly KubeObject[] =>
    folder === undefined ? [] : (folders.get(folder) ?? []).flatMap(({ object }) => object ?? []);

  const sets = files.flatMap(({ object, path }): readonly Issue[] => {
    if (!isApplicationSet(object)) return [];
    const isUnknown = unknown.some(({ file }) => file === path);
    const problems = setProblems(object, isUnknown ? undefined : (bySet.get(path) ?? []));
    return problems.map((problem) => errorIn(path, sourceRoot, problem));
  });
  const mysteries = unknown.map(({ set, file, reason }) =>
    errorIn(file, sourceRoot, {
      code: 'application-set/unknown',
      message: `what the ApplicationSet ${set.metadata.name} makes must be known offline: ${reason}`,
      fix: 'docs/reference/delivery.md lists the generators and functions that are',
    }),
  );
  const own = all.flatMap((one): readonly Issue[] => {
    const { application, file } = one;
    const folder = syncedFolder(application.spec.source);
    const objects = objectsIn(folder);
    const other = byName.get(application.metadata.name)?.find((same) => same.file !== file);
    const problems = [
      ...(other ? [sharedName(one, other)] : []),
      ...(folder === undefined || folders.has(folder) ? [] : [noFolder(application.metadata.name, folder)]),
      ...excludedProblems(application, objects, isExcluded),
      ...refusals(application, projects.get(application.spec.project), objects),
    ];
    return problems.map((problem) => errorIn(file, sourceRoot, problem));
  });
  return [...mysteries, ...sets, ...own];
}
