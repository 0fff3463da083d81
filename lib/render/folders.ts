import type { Issue } from '../model/issue.ts';
import type { MadeObject } from './made-object.ts';
import { above } from './paths.ts';

/**
 * Says which folders differ from another by case only, or have the path of a file: on some disks they are one.
 * @param owners lower-case path of each file -> the object in it
 */
export function folderIssues(objects: readonly MadeObject[], owners: ReadonlyMap<string, MadeObject>): Issue[] {
  const issues: Issue[] = [];
  const seen = new Map<string, { readonly folder: string; readonly made: MadeObject }>();
  const charts = new Set<string>();
  for (const made of objects) {
    if (charts.has(made.folder)) continue;
    charts.add(made.folder);
    for (const folder of [made.folder, ...above(made.folder)]) {
      const key = folder.toLowerCase();
      const known = seen.get(key);
      if (!known) seen.set(key, { folder, made });
      const file = known ? undefined : owners.get(key);
      if (known && known.folder !== folder)
        issues.push(issue(made, `folder ${folder} must not differ by case only from ${known.folder}`, known.made));
      if (file) issues.push(issue(made, `folder ${folder} must not have the path of a file`, file));
    }
  }
  return issues;
}

const issue = (made: MadeObject, message: string, other: MadeObject): Issue => ({
  severity: 'error',
  at: { file: made.source, field: made.node },
  code: 'render/duplicate-path',
  message: `${message}, got another from ${other.node}`,
  fix: 'rename one of the charts',
});
