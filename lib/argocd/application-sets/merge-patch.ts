import { TemplateError } from '../go-template/nodes.ts';
import { isMap } from '../../model/map.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * An object with a patch over it, as a strategic merge does it to an Application: objects are merged, lists replaced, and
 * null takes a field away.
 * @throws TemplateError for the directives of strategic merges (`$patch`), which we do not follow
 */
export function mergePatch(object: Json, patch: Json): Json {
  const result: Record<string, unknown> = { ...object };
  for (const [key, value] of Object.entries(patch)) {
    if (key.startsWith('$')) throw new TemplateError(`${key} in a patch is not expanded offline`);
    const own = result[key];
    if (value === null) Reflect.deleteProperty(result, key);
    else if (isMap(value)) result[key] = mergePatch(isMap(own) ? own : {}, value);
    else result[key] = value;
  }
  return result;
}
