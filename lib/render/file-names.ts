import type { Issue } from '../model/issue.ts';
import type { RenderedFile } from '../model/synthesis.ts';
import { folderIssues } from './folders.ts';
import type { MadeObject } from './made-object.ts';
import { apiGroup, fileNamePart, LONGEST_FILE_NAME } from './names.ts';
import { byText } from './paths.ts';

/** Separates what a key is made of; occurs in no name. */
const SEPARATOR = '\0';

/**
 * Gives each object its file, `<folder>/<Kind>-<name>.yaml`, and says which two objects would share one, or are the same
 * object of one cluster. The files are sorted by path, whatever the order of the tree.
 */
export function nameFiles(objects: readonly MadeObject[]): { files: RenderedFile[]; issues: Issue[] } {
  const files: RenderedFile[] = [];
  const issues: Issue[] = [];
  const owners = new Map<string, MadeObject>();
  const identities = new Map<string, MadeObject>();
  const paths = pathsOf(objects);
  for (const [index, made] of objects.entries()) {
    const path = paths[index] ?? '';
    files.push({ path, text: made.text, object: made.object, node: made.node });
    // On a case-insensitive disk, names that differ by case are one file.
    const other = claim(owners, path.toLowerCase(), made);
    const same = claim(identities, identity(made), made);
    if (same) issues.push(duplicateObject(made, same));
    if (other && other !== same) issues.push(duplicatePath(made, other, path));
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (name.length > LONGEST_FILE_NAME) issues.push(tooLong(made, name));
  }
  files.sort((a, b) => byText(a.path, b.path));
  return { files, issues: [...issues, ...folderIssues(objects, owners)] };
}

/** Path of each object's file. The API group is named only where two groups have one kind and name in a folder. */
function pathsOf(objects: readonly MadeObject[]): readonly string[] {
  const plain = objects.map((made) => pathOf(made, ''));
  // Hardly ever does a path occur twice, and only then is there more to find out.
  if (new Set(plain).size === plain.length) return plain;
  const groups = new Map<string, Set<string>>();
  for (const [index, made] of objects.entries()) {
    const path = plain[index] ?? '';
    groups.set(path, (groups.get(path) ?? new Set<string>()).add(apiGroup(made.object)));
  }
  return objects.map((made, index) => {
    const path = plain[index] ?? '';
    const shared = (groups.get(path)?.size ?? 0) > 1;
    return shared ? pathOf(made, `.${fileNamePart(apiGroup(made.object))}`) : path;
  });
}

function pathOf({ folder, object }: MadeObject, group: string): string {
  const name = `${fileNamePart(object.kind)}${group}-${fileNamePart(object.metadata.name)}.yaml`;
  return folder === '' ? name : `${folder}/${name}`;
}

/** Puts an object under a key unless another is there: returns that one. */
function claim(map: Map<string, MadeObject>, key: string, made: MadeObject): MadeObject | undefined {
  const other = map.get(key);
  if (!other) map.set(key, made);
  return other;
}

const identity = ({ cluster, object }: MadeObject): string => {
  const { namespace = '', name } = object.metadata;
  return cluster + SEPARATOR + apiGroup(object) + SEPARATOR + object.kind + SEPARATOR + namespace + SEPARATOR + name;
};

const at = (made: MadeObject): Pick<Issue, 'severity' | 'at'> => ({
  severity: 'error',
  at: { file: made.source, field: made.node },
});

function duplicateObject(made: MadeObject, other: MadeObject): Issue {
  const { kind, metadata } = made.object;
  const namespace = metadata.namespace === undefined ? '' : ` in namespace ${metadata.namespace}`;
  const cluster = made.cluster === '' ? 'the cluster' : `cluster ${made.cluster}`;
  return {
    ...at(made),
    code: 'render/duplicate-object',
    message: `must be the only ${kind} ${metadata.name}${namespace} of ${cluster}, got another from ${other.node}`,
    fix: 'rename one of the two, or make it once: the later would overwrite the earlier',
  };
}

function duplicatePath(made: MadeObject, other: MadeObject, path: string): Issue {
  return {
    ...at(made),
    code: 'render/duplicate-path',
    message: `must be the only object for ${path}, got another from ${other.node}`,
    fix: 'rename one of the two, or put them into different charts; names that differ by case are one file on some disks',
  };
}

function tooLong(made: MadeObject, name: string): Issue {
  return {
    ...at(made),
    code: 'render/name-too-long',
    message: `must have a file name of at most ${LONGEST_FILE_NAME} characters, got ${name.length}: ${name}`,
    fix: 'shorten the name of the object',
  };
}
