// What is left out of the CRDs, and why. What no rule names is kept.
//
//   kinds  the kinds that the rule is for; all of them when absent
//   at     paths of property names from the top of the object; lists and maps are stepped through
//   keep   leave only these properties        drop   leave out these properties
//   open   a free-form object                 map    free-form objects by name
//
// A rule that finds nothing at its path, or not a name that it gives, is an error: no rule outlives what it was for.

const STORES = ['SecretStore', 'ClusterSecretStore'];
const ISSUERS = ['Issuer', 'ClusterIssuer'];
const ANALYSIS_TEMPLATES = ['AnalysisTemplate', 'ClusterAnalysisTemplate'];

export const rules = [
  {
    at: [''],
    keep: ['metadata', 'spec'],
    why: 'status, and the operation of an Application, are written by controllers and never in Git',
  },

  // Argo CD
  {
    kinds: ['ApplicationSet'],
    at: ['spec.generators'],
    keep: ['clusters', 'git', 'list', 'matrix', 'merge', 'pullRequest', 'selector'],
    why: 'what is deployed follows from this repository, its pull requests and the clusters, not from a scan of others',
  },
  {
    kinds: ['ApplicationSet'],
    at: ['spec.generators.matrix.generators', 'spec.generators.merge.generators'],
    keep: ['clusters', 'git', 'list', 'selector'],
    why: 'each generator occurs three times in the CRD; these are the ones worth combining',
  },
  {
    kinds: ['ApplicationSet'],
    at: [
      ...['clusters', 'git', 'list', 'matrix', 'merge', 'pullRequest'].map((name) => `spec.generators.${name}`),
      ...['clusters', 'git', 'list'].map((name) => `spec.generators.matrix.generators.${name}`),
      ...['clusters', 'git', 'list'].map((name) => `spec.generators.merge.generators.${name}`),
    ],
    drop: ['template'],
    why: 'the template of a generator overrides spec.template field by field; each copy is an Application of 370 fields',
  },
  {
    kinds: ['ApplicationSet'],
    at: ['spec.generators.pullRequest'],
    drop: ['azuredevops', 'bitbucket', 'bitbucketServer', 'gitea', 'gitlab'],
    why: 'the repository and its pull requests live on GitHub',
  },

  // Argo Rollouts
  {
    kinds: ['Rollout'],
    at: ['spec'],
    drop: ['restartAt'],
    why: 'a moment in time is a request to the cluster (kubectl argo rollouts restart), not a state to keep in Git',
  },
  {
    kinds: ['Rollout'],
    at: ['spec.template'],
    open: true,
    why: 'a core type: cdk8s-plus-28 has it as k8s.PodTemplateSpec (the CRD repeats its 968 fields)',
  },
  {
    kinds: ['Experiment'],
    at: ['spec.templates.template'],
    open: true,
    why: 'a core type: k8s.PodTemplateSpec',
  },
  {
    kinds: ANALYSIS_TEMPLATES,
    at: ['spec.metrics.provider.job.spec.template'],
    open: true,
    why: 'a core type: k8s.PodTemplateSpec',
  },
  {
    kinds: ANALYSIS_TEMPLATES,
    at: ['spec.metrics.provider.job.spec'],
    keep: [
      'activeDeadlineSeconds',
      'backoffLimit',
      'completions',
      'parallelism',
      'template',
      'ttlSecondsAfterFinished',
    ],
    why: 'a measurement is one short Job; the rest of batch/v1 is for batch work',
  },
  {
    kinds: ANALYSIS_TEMPLATES,
    at: ['spec.metrics.provider'],
    keep: ['datadog', 'job', 'prometheus', 'web'],
    why: 'the sources that our gates can ask; any other is reached through web or job',
  },
  {
    kinds: ['Rollout'],
    at: ['spec.strategy.canary.trafficRouting'],
    keep: ['alb', 'istio', 'managedRoutes', 'maxTrafficWeight', 'nginx', 'plugins'],
    why: 'the others are retired or deprecated (SMI, App Mesh) or served by the Gateway API plugin',
  },
  {
    kinds: ['Rollout'],
    at: ['spec.strategy.canary.trafficRouting.plugins'],
    map: true,
    why: 'the CRD says only "object"; it is the settings of each plugin by its name',
  },

  // External Secrets
  {
    kinds: STORES,
    at: ['spec.provider'],
    keep: ['aws', 'azurekv', 'fake', 'gcpsm', 'kubernetes', 'vault'],
    why: 'the stores that a cluster of ours may have, and `fake` for tests; the CRD knows forty more',
  },

  // Prometheus operator
  {
    kinds: ['ServiceMonitor'],
    at: ['spec.endpoints'],
    drop: ['noProxy', 'oauth2', 'proxyConnectHeader', 'proxyFromEnvironment', 'proxyUrl'],
    why: 'Prometheus and what it scrapes share a cluster: no proxy and no OAuth flow between them',
  },
  {
    kinds: ['PodMonitor'],
    at: ['spec.podMetricsEndpoints'],
    drop: ['noProxy', 'oauth2', 'proxyConnectHeader', 'proxyFromEnvironment', 'proxyUrl'],
    why: 'as for a ServiceMonitor',
  },

  // cert-manager
  {
    kinds: ISSUERS,
    at: ['spec'],
    keep: ['acme', 'ca', 'selfSigned', 'vault'],
    why: 'the issuers that we run; the other one is a commercial service',
  },
  {
    kinds: ISSUERS,
    at: ['spec.acme.solvers.dns01'],
    keep: ['azureDNS', 'cloudDNS', 'cloudflare', 'cnameStrategy', 'route53'],
    why: 'the DNS services of the clouds that the secret stores above belong to, and Cloudflare',
  },
  {
    kinds: ISSUERS,
    at: ['spec.acme.solvers.http01.ingress', 'spec.acme.solvers.http01.gatewayHTTPRoute'],
    drop: ['podTemplate'],
    why: 'the solver is a pod of a few seconds; its template is 193 fields, four times',
  },
];

/** The keywords of a schema that decide about generated code; the API server checks all the others. */
export const KEYWORDS = [
  'additionalProperties',
  'description',
  'enum',
  'format',
  'items',
  'properties',
  'required',
  'type',
];
