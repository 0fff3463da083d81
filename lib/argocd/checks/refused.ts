import type { Problem } from '../../model/issue.ts';
import type { KubeObject } from '../../model/synthesis.ts';
import { type AppProject, permitsDestination, permitsObject, permitsSource } from '../app-project.ts';
import type { Application } from '../application.ts';
import { clusterOf } from '../applications.ts';

/** What an Application and the objects that it syncs are not allowed by its project: Argo CD would sync none of it. */
export function refusals(
  { metadata: { name }, spec }: Application,
  project: AppProject | undefined,
  objects: readonly KubeObject[],
): readonly Problem[] {
  if (!project)
    return [
      {
        code: 'application/no-project',
        message: `the project of the Application ${name} must be in dist/, got ${spec.project}`,
        fix: 'name a project of the fleet',
      },
    ];
  const called = project.metadata.name;
  const { repoURL } = spec.source;
  const problems: Problem[] = [];
  if (!permitsSource(project, repoURL))
    problems.push({
      code: 'application/source-refused',
      message: `the Application ${name} must come from a repository that the project ${called} permits, got ${repoURL}`,
      fix: 'add it to project.sourceRepositories of the platform',
    });
  const places = new Map(
    [spec.destination.namespace ?? '', ...objects.flatMap(({ metadata }) => metadata.namespace ?? [])].map(
      (namespace) => [namespace, { ...spec.destination, namespace }],
    ),
  );
  for (const [namespace, destination] of places)
    if (!permitsDestination(project, destination))
      problems.push({
        code: 'application/destination-refused',
        message: `the Application ${name} must go where the project ${called} permits, got ${clusterOf(destination)}/${namespace}`,
        fix: 'add the namespace to project.alsoNamespaces of the platform, with the reason',
      });
  const kinds = new Map(
    objects
      .filter((object) => !permitsObject(project, object))
      .map(({ apiVersion, kind, metadata }) => [`${apiVersion}/${kind}`, `${kind} ${metadata.name}`]),
  );
  for (const [kind, object] of kinds)
    problems.push({
      code: 'application/kind-refused',
      message: `the Application ${name} must make only what the project ${called} permits, got ${object} (${kind})`,
      fix: 'add the kind to project.alsoNamespaced or project.alsoCluster of the platform, with the reason',
    });
  return problems;
}
