import type { Fleet } from './fleet.ts';

/** How Argo CD calls the cluster that it runs in, if nobody gives it another name, and where it reaches it. */
export const OWN_CLUSTER = { name: 'in-cluster', server: 'https://kubernetes.default.svc' } as const;

/** Name of the cluster that Argo CD itself runs in. */
export const argocdClusterOf = ({ argocdCluster = OWN_CLUSTER.name }: Fleet): string => argocdCluster;

/** Namespace of Argo CD. */
export const argocdNamespaceOf = ({ argocdNamespace = 'argocd' }: Fleet): string => argocdNamespace;
