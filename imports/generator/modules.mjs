// One TypeScript module for each API group, because two imports of one group overwrite each other.
// `version` is the one served version that we write: a second one would only add V1Beta1 twins.
export const modules = [
  { group: 'argoproj.io', version: 'v1alpha1', file: 'argo/index.ts' },
  { group: 'bitnami.com', version: 'v1alpha1', file: 'bitnami.com.ts' },
  { group: 'cert-manager.io', version: 'v1', file: 'cert-manager.io.ts' },
  { group: 'external-secrets.io', version: 'v1', file: 'external-secrets.io.ts' },
  { group: 'gateway.networking.k8s.io', version: 'v1', file: 'gateway.networking.k8s.io.ts' },
  { group: 'keda.sh', version: 'v1alpha1', file: 'keda.sh.ts' },
  { group: 'monitoring.coreos.com', version: 'v1', file: 'monitoring.coreos.com.ts' },
];
