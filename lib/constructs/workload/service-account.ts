import type { Construct } from 'constructs';
import { KubeRole, KubeRoleBinding, KubeServiceAccount } from 'cdk8s-plus-28/lib/imports/k8s';
import type { ApiPermission } from '../../model/workload.ts';
import { Manifest } from '../manifest.ts';
import { WAVE } from '../sync-options.ts';
import type { Identity } from './identity.ts';

/**
 * A ServiceAccount of its own, without a token unless it may do something on the Kubernetes API. Where nothing but named
 * callees may be reached, the API server must be named in `reaches` as well: its address differs from cluster to cluster.
 */
export function addServiceAccount(scope: Construct, id: Identity, permissions: readonly ApiPermission[] = []): void {
  const metadata = id.metadata(WAVE.guardRails);
  new Manifest(
    scope,
    'service-account',
    KubeServiceAccount.manifest({ metadata, automountServiceAccountToken: permissions.length > 0 }),
  );
  if (permissions.length === 0) return;
  const rules = permissions.map(({ apiGroups, resources, verbs, resourceNames }) => ({
    apiGroups: [...apiGroups],
    resources: [...resources],
    resourceNames: resourceNames && [...resourceNames],
    verbs: [...verbs],
  }));
  new Manifest(scope, 'role', KubeRole.manifest({ metadata, rules }));
  new Manifest(
    scope,
    'role-binding',
    KubeRoleBinding.manifest({
      metadata,
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: id.name },
      subjects: [{ kind: 'ServiceAccount', name: id.name, namespace: id.namespace }],
    }),
  );
}
