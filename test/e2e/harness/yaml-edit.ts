import { isMap, parseDocument, type YAMLMap } from 'yaml';

/** A map in a YAML file. */
export type Block = Record<string, unknown>;

const isBlock = (value: unknown): value is Block =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Changes a YAML text as an editor or a bot would: what is not changed stays as it is, comments too. */
export function editYaml(text: string, change: (content: Block) => void): string {
  const document = parseDocument(text);
  const content = document.toJS() as Block;
  change(content);
  if (isMap(document.contents)) bring(document.contents, content);
  return String(document);
}

/** Makes a map hold just what is wanted. */
function bring(map: YAMLMap, wanted: Block): void {
  const before = map.toJSON() as Block;
  for (const key of Object.keys(before)) if (!(key in wanted)) map.delete(key);
  for (const [key, value] of Object.entries(wanted)) {
    const inside = map.get(key, true);
    if (isMap(inside) && isBlock(value)) bring(inside, value);
    else if (JSON.stringify(before[key]) !== JSON.stringify(value)) map.set(key, value);
  }
}
