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
  const groups = groupsByName(objects);
  const files: RenderedFile[] = [];
  const issues: Issue[] = [];
  const owners = new Map<string, MadeObject>();
  const identities = new Map<string, MadeObject>();
  for (const made of objects) {
    const name = fileName(made, groups);
    const path = made.folder === '' ? name : `${made.folder}/${name}`;
    files.push({ path, text: made.text, object: made.object, node: made.node });
    // On a case-insensitive disk, names that differ by case are one file.
    const other = claim(owners, path.toLowerCase(), made);
    const same = claim(identities, identity(made), made);
    if (same) issues.push(duplicateObject(made, same));
    if (other && other !== same) issues.push(duplicatePath(made, other, path));
    if (name.length > LONGEST_FILE_NAME) issues.push(tooLong(made, name));
  }
  files.sort((a, b) => byText(a.path, b.path));
  return { files, issues: [...issues, ...folderIssues(objects, owners)] };
}

/** Puts an object under a key unless another is there: returns that one. */
function claim(map: Map<string, MadeObject>, key: string, made: MadeObject): MadeObject | undefined {
  const other = map.get(key);
  if (!other) map.set(key, made);
  return other;
}

/** Kind and name within a folder -> the API group that has them, or null for several. */
type Groups = ReadonlyMap<string, string | null>;

const nameKey = ({ folder, object }: MadeObject): string =>
  folder + SEPARATOR + object.kind + SEPARATOR + object.metadata.name;

function groupsByName(objects: readonly MadeObject[]): Groups {
  const groups = new Map<string, string | null>();
  for (const made of objects) {
    const key = nameKey(made);
    const group = apiGroup(made.object);
    const known = groups.get(key);
    if (known === undefined) groups.set(key, group);
    else if (known !== group) groups.set(key, null);
  }
  return groups;
}

function fileName(made: MadeObject, groups: Groups): string {
  const { object } = made;
  const group = groups.get(nameKey(made)) === null ? `.${fileNamePart(apiGroup(object))}` : '';
  return `${fileNamePart(object.kind)}${group}-${fileNamePart(object.metadata.name)}.yaml`;
}

const identity = ({ cluster, object }: MadeObject): string =>
  [cluster, apiGroup(object), object.kind, object.metadata.namespace ?? '', object.metadata.name].join(SEPARATOR);

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
