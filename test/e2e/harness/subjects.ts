import { Access } from '../../../lib/argocd/rbac/access.ts';
import type { KubeObject } from '../../../lib/model/synthesis.ts';
import { fleet } from '../../../environments/index.ts';
import { ArgoCd } from '../plane/argocd.ts';
import { tokenOf } from './signed-in.ts';
import type { World } from './world.ts';

interface Project extends KubeObject {
  readonly spec: { readonly roles?: readonly { readonly name: string; readonly groups?: readonly string[] }[] };
}

interface Application extends KubeObject {
  readonly spec: { readonly project: string; readonly destination: { readonly namespace: string } };
}

/** Somebody who asks: offline by the name that policies have, of the API server with a token. */
export interface Subject {
  readonly name: string;
  readonly project: string;
  readonly asks: ArgoCd;
}

/** What git says, read as `argosy can` reads it. */
export interface Policies {
  readonly access: Access;
  /** AppProject -> one Application in each of its namespaces. */
  readonly applications: ReadonlyMap<string, readonly string[]>;
  /** AppProject -> its roles and their groups. */
  readonly roles: ReadonlyMap<string, readonly { readonly name: string; readonly groups?: readonly string[] }[]>;
}

export function policiesOf({ repository }: World): Policies {
  const files = repository.manifests().map(({ path, object }) => ({ path, object, text: '', node: '' }));
  const applications = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const { object } of files.filter(({ object: { kind } }) => kind === 'Application')) {
    const { project, destination } = (object as Application).spec;
    const place = `${project}/${destination.namespace}`;
    if (seen.has(place)) continue;
    seen.add(place);
    applications.set(project, [...(applications.get(project) ?? []), object.metadata.name]);
  }
  const projects = files.flatMap(({ object }) => (object.kind === 'AppProject' ? [object as Project] : []));
  return {
    access: new Access(files),
    applications,
    roles: new Map(projects.map(({ metadata, spec }) => [metadata.name, spec.roles ?? []])),
  };
}

/** Every role by a token, every group of a role, the administrators, and a group that nobody knows. */
export async function subjectsOf(
  { argocd, plane }: World,
  { roles }: Policies,
  address: string,
): Promise<{ readonly subjects: readonly Subject[]; readonly forget: () => Promise<void> }> {
  const asking = (token: string): ArgoCd => new ArgoCd(address, plane.api, token);
  const made: { readonly project: string; readonly role: string; readonly token: string }[] = [];
  const subjects: Subject[] = [];
  for (const [project, all] of roles) {
    for (const { name: role, groups = [] } of all) {
      // One after the other: Argo CD writes them all into one object.
      const token = await argocd.createToken(project, role);
      made.push({ project, role, token });
      subjects.push({ name: `proj:${project}:${role}`, project, asks: asking(token) });
      for (const group of groups) subjects.push({ name: group, project, asks: asking(tokenOf(group)) });
    }
  }
  const others = [...(fleet.administrators ?? []), 'nobody:knows'];
  const [project = ''] = roles.keys();
  for (const group of others) subjects.push({ name: group, project, asks: asking(tokenOf(group)) });
  const forget = async (): Promise<void> => {
    for (const { project: of, role, token } of made) await argocd.deleteToken(of, role, token);
  };
  return { subjects, forget };
}
