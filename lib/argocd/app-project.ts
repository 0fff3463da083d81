import { groupOf } from '../model/api-version.ts';
import { OWN_CLUSTER } from '../model/argocd-place.ts';
import type { KubeObject, RenderedFile } from '../model/synthesis.ts';
import type { Application } from './application.ts';
import { globMatch } from './glob.ts';
import { pathMatch } from './path-match.ts';
import type { SyncWindow } from './windows/window.ts';

interface Kind {
  readonly group: string;
  readonly kind: string;
  readonly name?: string;
}

/** An AppProject, as far as anything here reads what it permits, and when. */
export interface AppProject extends KubeObject {
  readonly spec: {
    readonly sourceRepos?: readonly string[];
    readonly destinations?: readonly {
      readonly name?: string;
      readonly server?: string;
      readonly namespace?: string;
    }[];
    readonly clusterResourceWhitelist?: readonly Kind[];
    readonly clusterResourceBlacklist?: readonly Kind[];
    readonly namespaceResourceWhitelist?: readonly Kind[];
    readonly namespaceResourceBlacklist?: readonly Kind[];
    readonly syncWindows?: readonly SyncWindow[];
  };
}

/** The projects of `dist/` by name. */
export const projectsOf = (files: readonly RenderedFile[]): ReadonlyMap<string, AppProject> =>
  new Map(
    files.flatMap(({ object }) =>
      object?.kind === 'AppProject' ? [[object.metadata.name, object as AppProject]] : [],
    ),
  );

const denies = (pattern: string): boolean => pattern.startsWith('!');

/** A pattern with a `!` fits what the rest of it does not fit. */
const fits = (pattern: string | undefined, text: string, separator: '' | '/' = ''): boolean => {
  if (pattern === undefined) return text === '';
  if (denies(pattern)) return !globMatch(pattern.slice(1), text, separator);
  return pattern === '*' || globMatch(pattern, text, separator);
};

/** As Argo CD compares addresses: case does not matter, nor `.git` at the end. */
const address = (url: string): string => url.toLowerCase().replace(/\.git$/, '');

/** Whether a project lets anything come from a repository (`IsSourcePermitted` of Argo CD 3.5). */
export function permitsSource({ spec: { sourceRepos = [] } }: AppProject, repository: string): boolean {
  const verdicts = sourceRepos.map((pattern) => ({ pattern, fits: fits(address(pattern), address(repository), '/') }));
  return verdicts.some((one) => one.fits) && !verdicts.some((one) => !one.fits && denies(one.pattern));
}

/** Whether a project lets anything go to a cluster and namespace (`isDestinationMatched` of Argo CD 3.5). */
export function permitsDestination(
  { spec: { destinations = [] } }: AppProject,
  destination: Application['spec']['destination'],
): boolean {
  // The cluster that Argo CD runs in has both; of others we know what the Application says.
  const isOwn = destination.name === OWN_CLUSTER.name || destination.server === OWN_CLUSTER.server;
  const to = isOwn ? { ...destination, ...OWN_CLUSTER } : destination;
  let permitted = false;
  for (const one of destinations) {
    const name = to.name !== undefined && fits(one.name, to.name);
    const server = to.server !== undefined && fits(one.server, to.server);
    const namespace = fits(one.namespace, to.namespace ?? '');
    if ((name || server) && namespace) permitted = true;
    else if ((!name && denies(one.name ?? '')) || (!server && denies(one.server ?? '') && namespace)) return false;
    else if (!namespace && denies(one.namespace ?? '') && server) return false;
  }
  return permitted;
}

const isListed = (list: readonly Kind[], { group, kind, name = '' }: Kind): boolean =>
  list.some(
    (one) =>
      pathMatch(one.kind, kind) && pathMatch(one.group, group) && (one.name === undefined || pathMatch(one.name, name)),
  );

/** Whether a project lets an object be made (`IsGroupKindNamePermitted` of Argo CD 3.5). */
export function permitsObject({ spec }: AppProject, { apiVersion, kind, metadata }: KubeObject): boolean {
  const one = { group: groupOf(apiVersion), kind };
  if (metadata.namespace === undefined) {
    const named = { ...one, name: metadata.name };
    return (
      isListed(spec.clusterResourceWhitelist ?? [], named) && !isListed(spec.clusterResourceBlacklist ?? [], named)
    );
  }
  const { namespaceResourceWhitelist: white, namespaceResourceBlacklist: black = [] } = spec;
  return (white === undefined || isListed(white, one)) && !isListed(black, one);
}
