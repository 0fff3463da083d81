/** Waves inside one Application, lowest first; Argo CD goes on when a wave is healthy (facts: Argo CD sync waves). */
export const WAVE = {
  /** NetworkPolicies, quotas, ServiceAccounts and RBAC: in place before anything runs. */
  guardRails: -4,
  /** Stores before the secrets that come from them. */
  stores: -3,
  secrets: -2,
  /** Services, routes, AnalysisTemplates, budgets, monitors: what a Rollout refuses to start without. */
  supports: 0,
  /** Rollout, StatefulSet, HPA, certificates: last, because Argo CD does not wait for the last wave and a paused Rollout never gets healthy. */
  workload: 1,
} as const;

/** The annotation for a wave, always a string. */
export function wave(order: number): Record<string, string> {
  return { 'argocd.argoproj.io/sync-wave': String(order) };
}

/** Makes Argo CD ask a person before it prunes or deletes: for what cannot be brought back from git. */
export const CONFIRM_REMOVAL: Readonly<Record<string, string>> = {
  'argocd.argoproj.io/sync-options': 'Prune=confirm,Delete=confirm',
};
