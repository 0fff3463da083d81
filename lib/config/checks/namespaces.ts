import { argocdClusterOf } from '../../model/argocd-place.ts';
import type { Environment } from '../../model/environment.ts';
import type { Fleet } from '../../model/fleet.ts';
import type { Platform } from '../../model/platform.ts';
import type { DataReport } from './data-report.ts';
import { environmentFile, isActive, platformFile } from './subject.ts';

interface Claim {
  readonly cluster: string;
  readonly namespace: string;
  /** Who claims it: parts of one environment may share. */
  readonly owner: string;
  /** In words. */
  readonly by: string;
  readonly file: string;
  readonly field: string;
}

function claimsOf(platform: Platform, environment: Environment): readonly Claim[] {
  const owner = `${platform.name}/${environment.name}`;
  const { cluster } = environment;
  const own: Claim = {
    cluster,
    namespace: environment.namespace,
    owner,
    by: `the environment ${owner}`,
    file: environmentFile(platform.name, environment.name),
    field: 'namespace',
  };
  const charts = Object.entries(platform.charts ?? {}).flatMap(([name, { namespace }]): Claim[] => {
    if (namespace === undefined || namespace === environment.namespace) return [];
    const by = `the chart ${name} of ${owner}`;
    return [{ cluster, namespace, owner, by, file: platformFile(platform.name), field: `charts.${name}.namespace` }];
  });
  return [own, ...charts];
}

/** Those that a platform's project allows besides: of an environment that leaves, of Applications that people make. */
function alsoClaimed({ name, project }: Platform, argocdCluster: string): readonly Claim[] {
  const own = { owner: `${name} itself`, file: platformFile(name) };
  return [
    ...(project?.alsoNamespaces?.namespaces ?? []).map((place, index) => ({
      ...{ ...place, ...own, by: `the project of ${name}` },
      field: `project.alsoNamespaces.namespaces[${index}].namespace`,
    })),
    // Who may make Applications there could name any project that allows the namespace.
    ...(project?.sourceNamespaces?.namespaces ?? []).map((namespace, index) => ({
      ...{ cluster: argocdCluster, namespace, ...own, by: `Applications of ${name}` },
      field: `project.sourceNamespaces.namespaces[${index}]`,
    })),
  ];
}

/** One namespace on one cluster belongs to one environment: two would delete each other's objects. */
export function checkNamespaces(fleet: Fleet, reportOf: (file: string) => DataReport): void {
  const taken = new Map<string, Claim>();
  for (const platform of fleet.platforms) {
    reportOf(platformFile(platform.name)).guard('environments', () => {
      const active = platform.environments.filter(isActive);
      const claims = [
        ...active.flatMap((environment) => claimsOf(platform, environment)),
        ...alsoClaimed(platform, argocdClusterOf(fleet)),
      ];
      for (const claim of claims) {
        const key = `${claim.cluster}/${claim.namespace}`;
        const first = taken.get(key);
        if (first === undefined) taken.set(key, claim);
        else if (first.owner !== claim.owner) {
          reportOf(claim.file).add(claim.field, {
            code: 'namespace/shared',
            message: `must belong to one environment, got ${claim.namespace} on ${claim.cluster} for ${claim.by}; ${first.by} has it as well`,
            fix: 'choose another namespace or another cluster',
          });
        }
      }
    });
  }
}
