import type { GroupKind } from './project.ts';

/** Kinds that Argo CD does not look at: it neither watches them nor makes any, whatever git says. */
export interface Exclusion {
  readonly reason: string;
  /** `''` for the core group; globs: `*.example.com`. */
  readonly apiGroups: readonly string[];
  /** `*` for all of the groups. */
  readonly kinds: readonly string[];
}

/** Fields of a kind that controllers write, in whatever Application: they are no drift. At least one way to name them. */
export interface OwnedFields extends GroupKind {
  readonly reason: string;
  /** `/spec/replicas` */
  readonly jsonPointers?: readonly string[];
  /** `.webhooks[]?.clientConfig.caBundle` */
  readonly jqPathExpressions?: readonly string[];
  /** Field managers: all that they own. */
  readonly managedFieldsManagers?: readonly string[];
}

/** What Argo CD looks at, and what it leaves to others: keys of `argocd-cm` beside those of its installation. */
export interface ArgoCdSettings {
  /** Besides those that its installation excludes. @default - none */
  readonly exclusions?: readonly Exclusion[];
  /** Argosy itself ignores, in each Application, what the controllers write that work on its parts. @default - nothing else */
  readonly ignoreDifferences?: readonly OwnedFields[];
}

type Kinds = Pick<Exclusion, 'apiGroups' | 'kinds'>;

/** What Argo CD never looks at (`coreExcludedResources` of Argo CD 3.5). */
export const CORE_EXCLUSIONS: readonly Kinds[] = [
  { apiGroups: ['events.k8s.io', 'metrics.k8s.io'], kinds: ['*'] },
  { apiGroups: [''], kinds: ['Event'] },
  { apiGroups: ['coordination.k8s.io'], kinds: ['Lease'] },
];

/** `resource.exclusions` as Argo CD 3.5 is installed: whoever names the key has to name these as well. */
export const INSTALLED_EXCLUSIONS: readonly Exclusion[] = [
  {
    reason: 'Made by the control plane, for every Service',
    apiGroups: ['', 'discovery.k8s.io'],
    kinds: ['Endpoints', 'EndpointSlice'],
  },
  { reason: 'Renewed every few seconds', apiGroups: ['coordination.k8s.io'], kinds: ['Lease'] },
  {
    reason: 'Questions to the API server, which it does not keep',
    apiGroups: ['authentication.k8s.io', 'authorization.k8s.io'],
    kinds: [
      'SelfSubjectReview',
      'TokenReview',
      'LocalSubjectAccessReview',
      'SelfSubjectAccessReview',
      'SelfSubjectRulesReview',
      'SubjectAccessReview',
    ],
  },
  {
    reason: 'Steps on the way to a certificate',
    apiGroups: ['certificates.k8s.io'],
    kinds: ['CertificateSigningRequest'],
  },
  { reason: 'Steps on the way to a certificate', apiGroups: ['cert-manager.io'], kinds: ['CertificateRequest'] },
  {
    reason: 'How Cilium sees pods',
    apiGroups: ['cilium.io'],
    kinds: ['CiliumIdentity', 'CiliumEndpoint', 'CiliumEndpointSlice'],
  },
  {
    reason: 'Reports of Kyverno, made anew all the time',
    apiGroups: ['kyverno.io', 'reports.kyverno.io', 'wgpolicyk8s.io'],
    kinds: [
      'PolicyReport',
      'ClusterPolicyReport',
      'EphemeralReport',
      'ClusterEphemeralReport',
      'AdmissionReport',
      'ClusterAdmissionReport',
      'BackgroundScanReport',
      'ClusterBackgroundScanReport',
      'UpdateRequest',
    ],
  },
];
