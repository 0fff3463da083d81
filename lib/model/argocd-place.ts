import type { Fleet } from './fleet.ts';

/** Name of the cluster that Argo CD itself runs in. */
export const argocdClusterOf = ({ argocdCluster = 'in-cluster' }: Fleet): string => argocdCluster;

/** Namespace of Argo CD. */
export const argocdNamespaceOf = ({ argocdNamespace = 'argocd' }: Fleet): string => argocdNamespace;
