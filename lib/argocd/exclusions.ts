import { parse } from 'yaml';
import { groupOf } from '../model/api-version.ts';
import { CORE_EXCLUSIONS, INSTALLED_EXCLUSIONS } from '../model/argocd-settings.ts';
import type { KubeObject, RenderedFile } from '../model/synthesis.ts';
import { globMatch } from './glob.ts';

interface Filtered {
  readonly apiGroups?: readonly string[];
  readonly kinds?: readonly string[];
}

const isSettings = (object: KubeObject | undefined): object is KubeObject & { readonly data: Record<string, string> } =>
  object?.kind === 'ConfigMap' && object.metadata.name === 'argocd-cm' && 'data' in object;

/** Those in `dist/`; whoever has none of their own has those of the installation. */
function inForce(files: readonly RenderedFile[]): readonly Filtered[] {
  const text = files.map(({ object }) => object).find(isSettings)?.data['resource.exclusions'];
  return [...CORE_EXCLUSIONS, ...(text === undefined ? INSTALLED_EXCLUSIONS : (parse(text) as readonly Filtered[]))];
}

/** Answers whether Argo CD looks away from an object (`IsExcludedResource` of Argo CD 3.5, without inclusions). */
export function exclusionsOf(files: readonly RenderedFile[]): (object: KubeObject) => boolean {
  const list = inForce(files);
  const known = new Map<string, boolean>();
  return ({ apiVersion, kind }) => {
    const group = groupOf(apiVersion);
    const key = `${group}/${kind}`;
    const found =
      known.get(key) ??
      list.some(
        // Without groups it is about all of them, and so without kinds.
        ({ apiGroups = [], kinds = [] }) =>
          (apiGroups.length === 0 || apiGroups.some((pattern) => globMatch(pattern, group))) &&
          (kinds.length === 0 || kinds.includes('*') || kinds.includes(kind)),
      );
    known.set(key, found);
    return found;
  };
}
