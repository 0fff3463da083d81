import type { Chart } from 'cdk8s';
import { KubeNamespace } from 'cdk8s-plus-28/lib/imports/k8s';
import { Manifest } from '../manifest.ts';
import { CONFIRM_REMOVAL } from '../sync-options.ts';

/** Levels of Kubernetes' Pod Security Standards. */
export type PodSecurity = 'privileged' | 'baseline' | 'restricted';

/** Labels that make the API server enforce a Pod Security level, and warn about the strictest one. */
export function podSecurityLabels(level: PodSecurity): Record<string, string> {
  return {
    'pod-security.kubernetes.io/enforce': level,
    'pod-security.kubernetes.io/warn': 'restricted',
    'pod-security.kubernetes.io/audit': 'restricted',
  };
}

/** The environment's Namespace. Deleting it deletes everything in it, so a person must confirm. */
export function addNamespace(scope: Chart, name: string, level: PodSecurity): Manifest {
  return new Manifest(
    scope,
    'namespace',
    KubeNamespace.manifest({
      metadata: { name, labels: podSecurityLabels(level), annotations: { ...CONFIRM_REMOVAL } },
    }),
  );
}
