import type { KubeObject } from '../../../lib/model/synthesis.ts';
import { type Manifest, manifestAt } from '../harness/dist.ts';

/** One wrong in one object of `dist/`. */
export interface Variant {
  readonly name: string;
  readonly broken: (dist: readonly Manifest[]) => KubeObject;
  /** Part of the refusal. @default - undefined: the API server does not see it */
  readonly says?: string;
  /** Who sees it instead. */
  readonly seenBy?: string;
}

/** A copy of an object with another value at a path such as `spec.ports.0.port`; undefined takes the field away. */
function changed(object: KubeObject, path: string, value: unknown): KubeObject {
  const copy = structuredClone(object);
  const keys = path.split('.').map((key) => key.replaceAll('~1', '.'));
  const last = keys.pop() ?? '';
  let at = copy as unknown as Record<string, unknown>;
  for (const key of keys) {
    at[key] ??= {};
    at = at[key] as Record<string, unknown>;
  }
  if (Array.isArray(at) && last === '+') at.push(value);
  // Undefined takes the field away: JSON has no such value.
  else at[last] = value;
  return copy;
}

const refused = (name: string, file: string, path: string, value: unknown, says: string): Variant => ({
  name,
  broken: (dist) => changed(manifestAt(dist, file), path, value),
  says,
});

const unseen = (name: string, file: string, path: string, value: unknown, seenBy: string): Variant => ({
  name,
  broken: (dist) => changed(manifestAt(dist, file), path, value),
  seenBy,
});

const BACKEND = 'pern/production/backend';
const ROLLOUT = `${BACKEND}/Rollout-backend.yaml`;
const SERVICE = `${BACKEND}/Service-backend.yaml`;
const INGRESS = `${BACKEND}/Ingress-backend.yaml`;
const POLICY = `${BACKEND}/NetworkPolicy-backend.yaml`;
const BUDGET = `${BACKEND}/PodDisruptionBudget-backend.yaml`;
const CERTIFICATE = `${BACKEND}/Certificate-backend-tls.yaml`;
const MONITOR = `${BACKEND}/ServiceMonitor-backend.yaml`;
const ACCOUNT = `${BACKEND}/ServiceAccount-backend.yaml`;
const DATABASE = 'pern/production/database/StatefulSet-database.yaml';
const QUOTA = 'pern/production/shared/ResourceQuota-quota.yaml';
const LIMITS = 'pern/production/shared/LimitRange-defaults.yaml';
const SECRET = 'pern/production/shared/ExternalSecret-backend.yaml';
const GATE = 'pern/production/analysis/AnalysisTemplate-success-rate.yaml';
const SCALER = 'minishop/prod/order-service/HorizontalPodAutoscaler-order-service.yaml';
const ROUTE = 'minishop/prod/order-service/HTTPRoute-order-service.yaml';
const GATEWAY = 'foundation/primary/gateway-public/Gateway-public.yaml';
const STORE = 'foundation/primary/cluster/ClusterSecretStore-platform.yaml';
const APPLICATION = 'traffic-tacos/prod/argocd/Application-traffic-tacos-prod-gateway-api.yaml';
const PROJECT = 'pern/argocd/AppProject-pern.yaml';

const OWN_CHECKS = 'Argosy, at synthesis';

/** What the API server must refuse, and what it cannot see. */
export const VARIANTS: readonly Variant[] = [
  refused('Rollout: a misspelled step', ROLLOUT, 'spec.strategy.canary.steps.0.setWheight', 5, 'setWheight'),
  refused('Rollout: a misspelled field', ROLLOUT, 'spec.progressDeadlineSecond', 600, 'progressDeadlineSecond'),
  refused('Rollout: replicas as text', ROLLOUT, 'spec.replicas', 'five', 'spec.replicas'),
  refused('Rollout: a weight as text', ROLLOUT, 'spec.strategy.canary.steps.0.setWeight', '5%', 'setWeight'),
  refused('Rollout: containers that are no list', ROLLOUT, 'spec.template.spec.containers', {}, 'containers'),
  refused('Rollout: a container without a name', ROLLOUT, 'spec.template.spec.containers.0.name', undefined, 'name'),
  refused(
    'Rollout: an analysis template without a field',
    ROLLOUT,
    'spec.strategy.canary.steps.2.analysis.templates.0',
    { template: 'health' },
    'template',
  ),
  refused(
    'AnalysisTemplate: a misspelled condition',
    GATE,
    'spec.metrics.0.succesCondition',
    'true',
    'succesCondition',
  ),
  refused('AnalysisTemplate: a metric without a provider', GATE, 'spec.metrics.0.provider', undefined, 'provider'),
  refused('AnalysisTemplate: an interval as a number', GATE, 'spec.metrics.0.interval', 60, 'interval'),
  refused(
    'Service: two ports without names',
    SERVICE,
    'spec.ports',
    [{ port: 80 }, { port: 81 }],
    'name: Required value',
  ),
  refused('Service: a port above 65535', SERVICE, 'spec.ports.0.port', 70000, 'must be between 1 and 65535'),
  refused('Service: a name with capital letters', SERVICE, 'metadata.name', 'Backend', 'metadata.name'),
  refused('Service: a selector that is no label', SERVICE, 'spec.selector', { app: 'x y' }, 'selector'),
  refused(
    'Ingress: a path that is not absolute',
    INGRESS,
    'spec.rules.0.http.paths.0.path',
    'api',
    'must be an absolute path',
  ),
  refused('Ingress: a host with capital letters', INGRESS, 'spec.rules.0.host', 'Pern.example.com', 'host'),
  refused('Ingress: an unknown path type', INGRESS, 'spec.rules.0.http.paths.0.pathType', 'Begins', 'pathType'),
  refused(
    'NetworkPolicy: a mask that cannot be',
    POLICY,
    'spec.egress.0.to',
    [{ ipBlock: { cidr: '10.0.0.0/33' } }],
    'cidr',
  ),
  refused('NetworkPolicy: an unknown policy type', POLICY, 'spec.policyTypes', ['Outgress'], 'policyTypes'),
  refused('PodDisruptionBudget: both bounds', BUDGET, 'spec.minAvailable', 1, 'cannot be both set'),
  refused(
    'Certificate: an unknown rotation policy',
    CERTIFICATE,
    'spec.privateKey.rotationPolicy',
    'Sometimes',
    'rotationPolicy',
  ),
  refused('Certificate: without an issuer', CERTIFICATE, 'spec.issuerRef', undefined, 'issuerRef'),
  refused(
    'ServiceMonitor: an interval that is no duration',
    MONITOR,
    'spec.endpoints.0.interval',
    '30 seconds',
    'interval',
  ),
  refused(
    'ServiceAccount: a misspelled field',
    ACCOUNT,
    'automountServiceAccountTokens',
    false,
    'automountServiceAccountTokens',
  ),
  refused(
    'StatefulSet: a selector that misses its pods',
    DATABASE,
    'spec.selector.matchLabels.tier',
    'data',
    'selector',
  ),
  refused(
    'StatefulSet: a claim without a size',
    DATABASE,
    'spec.volumeClaimTemplates.0.spec.resources',
    undefined,
    'storage',
  ),
  refused(
    'StatefulSet: a request above its limit',
    DATABASE,
    'spec.template.spec.containers.0.resources.requests.memory',
    '64Gi',
    'must be less than or equal to',
  ),
  refused('ResourceQuota: no quantity', QUOTA, 'spec.hard.pods', 'many', 'quantit'),
  refused(
    'LimitRange: a default above its maximum',
    LIMITS,
    'spec.limits.0.max',
    { cpu: '1m', memory: '1Mi' },
    'is greater than max value',
  ),
  refused(
    'ExternalSecret: an unknown creation policy',
    SECRET,
    'spec.target.creationPolicy',
    'Maybe',
    'creationPolicy',
  ),
  refused(
    'ClusterSecretStore: two providers',
    STORE,
    'spec.provider.fake',
    { data: [{ key: 'a', value: 'b' }] },
    'provider',
  ),
  refused('HorizontalPodAutoscaler: min above max', SCALER, 'spec.minReplicas', 99, 'must be greater than or equal to'),
  refused(
    'HTTPRoute: a path with two slashes',
    ROUTE,
    'spec.rules.0.matches',
    [{ path: { type: 'PathPrefix', value: '/a//b' } }],
    "must not contain '//'",
  ),
  refused('HTTPRoute: a weight that is too large', ROUTE, 'spec.rules.0.backendRefs.0.weight', 2_000_000, 'weight'),
  refused(
    'Gateway: two listeners of one name',
    GATEWAY,
    'spec.listeners.+',
    { name: 'http', port: 8080, protocol: 'HTTP' },
    'istener',
  ),
  refused('Application: without a destination', APPLICATION, 'spec.destination', undefined, 'destination'),
  refused('Application: a retry limit as text', APPLICATION, 'spec.syncPolicy.retry.limit', 'three', 'limit'),
  refused('AppProject: a misspelled field', PROJECT, 'spec.sourceRepo', ['*'], 'sourceRepo'),
  unseen(
    'Rollout: a weight of 250',
    ROLLOUT,
    'spec.strategy.canary.steps.0.setWeight',
    250,
    `${OWN_CHECKS} (\`canary/weight\`)`,
  ),
  unseen(
    'Rollout: a stable Service that is not there',
    ROLLOUT,
    'spec.strategy.canary.stableService',
    'missing',
    'the construct that makes both',
  ),
  unseen(
    'Rollout: two things in one step',
    ROLLOUT,
    'spec.strategy.canary.steps.0.pause',
    {},
    'the construct that writes steps',
  ),
  unseen(
    'Rollout: a selector that misses its pods',
    ROLLOUT,
    'spec.selector.matchLabels.tier',
    'data',
    'its pods, tried as a Deployment',
  ),
  unseen(
    'Rollout: a request above its limit',
    ROLLOUT,
    'spec.template.spec.containers.0.resources.requests.cpu',
    '64',
    `${OWN_CHECKS} (\`resources/limit-below-request\`)`,
  ),
  unseen(
    'Rollout: an image without a name',
    ROLLOUT,
    'spec.template.spec.containers.0.image',
    '',
    `${OWN_CHECKS} (\`image/invalid\`)`,
  ),
  unseen(
    'AnalysisTemplate: a query that is no PromQL',
    GATE,
    'spec.metrics.0.provider.prometheus.query',
    'sum(',
    `${OWN_CHECKS} (\`gate/query\`)`,
  ),
  unseen(
    'Service: a target port that no container has',
    SERVICE,
    'spec.ports.0.targetPort',
    'htpp',
    'the construct that makes both',
  ),
  unseen(
    'Ingress: a Service that is not there',
    INGRESS,
    'spec.rules.0.http.paths.0.backend.service.name',
    'missing',
    'the construct that makes both',
  ),
  unseen(
    'Application: a project that is not there',
    APPLICATION,
    'spec.project',
    'missing',
    'Argo CD, when it is synced',
  ),
  unseen(
    'AppProject: a window at no time',
    PROJECT,
    'spec.syncWindows.0.schedule',
    'never',
    `${OWN_CHECKS} (\`window/schedule\`)`,
  ),
  unseen(
    'AppProject: a time zone on Mars',
    PROJECT,
    'spec.syncWindows.0.timeZone',
    'Mars/Base',
    `${OWN_CHECKS} (\`window/time-zone\`)`,
  ),
  unseen(
    'AppProject: a policy that is none',
    PROJECT,
    'spec.roles.0.policies',
    ['p, nonsense'],
    'the construct that writes policies',
  ),
];
