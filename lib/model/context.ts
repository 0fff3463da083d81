/** Construct context that names the cluster of a chart, so that two objects of one name in two clusters are told apart. */
export const CLUSTER_CONTEXT = 'argosy.dev/cluster';
