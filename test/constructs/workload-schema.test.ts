import { Strategy } from '../../lib/model/strategy.ts';
import type { KubeObject } from '../../lib/model/synthesis.ts';
import { haveSchemas, Schemas } from '../support/schemas.ts';
import { CANARY, database, environment, type Part, PUBLIC, service, worker } from './workload-fixture.ts';
import { ApiObject } from 'cdk8s';

const HPA = { min: 2, max: 8, targetCpuPercent: 70 };
const COUNT = { count: 1 };
const STRATEGIES = {
  rolling: Strategy.rolling({ maxSurge: 1, maxUnavailable: 1 }),
  canary: CANARY,
  'blue-green': Strategy.blueGreen({ gates: ['latency'], gatesAfter: ['success-rate'], promoteAfter: '10m' }),
};
const EVERYTHING = {
  command: ['/app'],
  args: ['--serve'],
  env: { A: 'x', B: { secret: 'b', key: 'k' } },
  imagePullSecrets: ['pull'],
  scratch: [{ path: '/tmp' }],
  permissions: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'], resourceNames: ['a'] }],
  calls: [{ name: 'db', port: 5432 }],
  calledBy: ['api'],
  reaches: [{ reason: 'payments', cidr: '203.0.113.0/24', port: 443 }],
  metrics: { port: 9090 },
  user: 101,
};
const ROUTINGS = { gateway: { kind: 'gateway' }, nginx: { kind: 'nginx', issuer: 'letsencrypt' } } as const;

function* everyService(): Iterable<[string, Part]> {
  for (const [routingName, routing] of Object.entries(ROUTINGS)) {
    for (const [strategyName, strategy] of Object.entries(STRATEGIES)) {
      for (const [where, address] of Object.entries({ public: PUBLIC, internal: {} })) {
        for (const [size, replicas] of Object.entries({ one: COUNT, autoscaled: HPA })) {
          const name = [where, strategyName, size, routingName].join(' ');
          yield [name, service({ ...EVERYTHING, ...address, strategy, replicas }, { routing })];
        }
      }
    }
  }
  yield ['plain', service()];
  yield ['worker', worker()];
  yield ['database', database()];
  yield ['database of three', database({ ...EVERYTHING, replicas: { count: 3 } })];
}

const parts = [...everyService()];
const templates = environment()
  .node.findAll()
  .filter((node): node is ApiObject => ApiObject.isApiObject(node) && node.kind === 'AnalysisTemplate')
  .map((object) => JSON.parse(JSON.stringify(object.toJson())) as KubeObject);

interface Step {
  readonly setWeight?: number;
}
interface Canary {
  readonly stableService?: string;
  readonly canaryService?: string;
  readonly steps?: readonly Step[];
  readonly trafficRouting?: {
    readonly nginx?: { readonly stableIngress: string };
    readonly plugins?: Readonly<Record<string, { readonly httpRoute: string; readonly namespace: string }>>;
  };
  readonly maxSurge: number | string;
  readonly maxUnavailable: number | string;
}
interface RolloutSpec {
  readonly minReadySeconds: number;
  readonly progressDeadlineSeconds: number;
  readonly revisionHistoryLimit: number;
  readonly rollbackWindow?: { readonly revisions: number };
  readonly strategy: {
    readonly canary?: Canary;
    readonly blueGreen?: { readonly activeService: string; readonly previewService: string };
  };
}

/** What the Rollouts controller itself would call an invalid spec, beyond what its CRD says. */
function* controllerProblems(part: Part): Iterable<string> {
  const spec = part.spec('Rollout') as unknown as RolloutSpec;
  const { canary, blueGreen } = spec.strategy;
  if ((canary === undefined) === (blueGreen === undefined)) yield 'not exactly one strategy';
  if (spec.progressDeadlineSeconds <= spec.minReadySeconds)
    yield 'progressDeadlineSeconds must be above minReadySeconds';
  if (spec.rollbackWindow && spec.revisionHistoryLimit < spec.rollbackWindow.revisions)
    yield 'history shorter than the rollback window';
  const services = [
    canary?.stableService,
    canary?.canaryService,
    blueGreen?.activeService,
    blueGreen?.previewService,
  ].filter((name) => name !== undefined);
  if (new Set(services).size !== services.length) yield 'one Service in two roles';
  for (const name of services) {
    const selector = part.find('Service', name) && (part.spec('Service', name)['selector'] as Record<string, string>);
    if (!selector) yield `no Service ${name}`;
    for (const [key, value] of Object.entries(selector ?? {}))
      if (part.pod.metadata.labels[key] !== value) yield `Service ${name} selects ${key}=${value}`;
  }
  if (canary) yield* canaryProblems(part, canary);
  const known = new Set(templates.map((template) => template.metadata.name));
  for (const [, name = ''] of JSON.stringify(spec.strategy).matchAll(/"templateName":"([^"]+)"/g))
    if (!known.has(name)) yield `no AnalysisTemplate ${name}`;
}

function* canaryProblems(part: Part, canary: Canary): Iterable<string> {
  const nothing = [canary.maxSurge, canary.maxUnavailable].every((amount) => /^0%?$/.test(String(amount)));
  if (nothing) yield 'maxSurge and maxUnavailable are both 0';
  for (const step of canary.steps ?? []) {
    if (Object.keys(step).length !== 1) yield `a step of several kinds: ${Object.keys(step).join(', ')}`;
    if (step.setWeight !== undefined && (step.setWeight < 0 || step.setWeight > 100)) yield `weight ${step.setWeight}`;
  }
  const routing = canary.trafficRouting;
  if (!routing) {
    for (const field of ['dynamicStableScale', 'scaleDownDelaySeconds'])
      if (field in canary) yield `${field} without a router`;
    if (JSON.stringify(canary.steps ?? []).includes('setCanaryScale')) yield 'setCanaryScale without a router';
    return;
  }
  if (canary.stableService === undefined || canary.canaryService === undefined) yield 'a router without both Services';
  if (routing.nginx) {
    const { rules } = part.spec('Ingress', routing.nginx.stableIngress) as {
      rules: { http: { paths: { backend: { service: { name: string } } }[] } }[];
    };
    const backends = rules.flatMap((rule) => rule.http.paths.map((path) => path.backend.service.name));
    if (!backends.includes(canary.stableService ?? '')) yield 'no rule of the Ingress leads to the stable Service';
  }
  for (const { httpRoute, namespace } of Object.values(routing.plugins ?? {})) {
    const route = part.get('HTTPRoute', httpRoute);
    if (route.metadata.namespace !== namespace) yield `the route is not in ${namespace}`;
    const { rules } = part.spec('HTTPRoute', httpRoute) as {
      rules: { backendRefs: { name: string; weight?: number }[] }[];
    };
    for (const rule of rules) {
      const weights = Object.fromEntries(rule.backendRefs.map(({ name, weight }) => [name, weight]));
      if (weights[canary.stableService ?? ''] !== 100 || weights[canary.canaryService ?? ''] !== 0)
        yield 'a rule without weights 100 and 0';
    }
  }
}

/** What the Pod Security level `restricted` would refuse in a pod like ours: one container, no others. */
function* podSecurityProblems({ pod, container }: Part): Iterable<string> {
  const {
    hostNetwork,
    hostPID,
    hostIPC,
    volumes = [],
    securityContext,
  } = pod.spec as {
    hostNetwork?: boolean;
    hostPID?: boolean;
    hostIPC?: boolean;
    volumes?: Record<string, unknown>[];
    securityContext: { runAsNonRoot: boolean; runAsUser: number; seccompProfile: { type: string } };
  };
  const own = container['securityContext'] as {
    allowPrivilegeEscalation: boolean;
    capabilities: { drop: string[]; add?: string[] };
    privileged?: boolean;
  };
  if (hostNetwork ?? hostPID ?? hostIPC ?? own.privileged) yield 'a namespace of the host, or privileged';
  if (own.allowPrivilegeEscalation) yield 'may gain privileges';
  if (!own.capabilities.drop.includes('ALL') || own.capabilities.add) yield 'capabilities';
  if (!securityContext.runAsNonRoot || securityContext.runAsUser === 0) yield 'root';
  if (securityContext.seccompProfile.type !== 'RuntimeDefault') yield 'seccomp';
  for (const volume of volumes) if (!('emptyDir' in volume)) yield `volume ${JSON.stringify(volume)}`;
}

describe('every combination of strategy, routing, address and size', () => {
  it('covers what a service can be', () => {
    expect(parts).toHaveLength(28);
    const kinds = new Set(parts.flatMap(([, part]) => part.objects.map((object) => object.kind)));
    expect([...kinds].sort()).toEqual(
      [
        'Certificate',
        'HTTPRoute',
        'HorizontalPodAutoscaler',
        'Ingress',
        'NetworkPolicy',
        'PodDisruptionBudget',
        'Role',
        'RoleBinding',
        'Rollout',
        'Service',
        'ServiceAccount',
        'ServiceMonitor',
        'StatefulSet',
      ].sort(),
    );
  });

  it('is accepted by the Rollouts controller, which checks more than its CRD', () => {
    const problems = parts
      .filter(([, part]) => part.find('Rollout'))
      .flatMap(([name, part]) => [...controllerProblems(part)].map((problem) => `${name}: ${problem}`));
    expect(problems).toEqual([]);
  });

  it('is admitted by the Pod Security level restricted', () => {
    expect(
      parts.flatMap(([name, part]) => [...podSecurityProblems(part)].map((problem) => `${name}: ${problem}`)),
    ).toEqual([]);
  });

  it('writes no zero that the API would drop and no undefined value', () => {
    for (const [, part] of parts) {
      const text = JSON.stringify(part.objects);
      expect(text).not.toMatch(/"(initialDelaySeconds|minReadySeconds|terminationGracePeriodSeconds)":0/);
      expect(text).not.toContain('null');
    }
  });

  const withSchemas = haveSchemas ? describe : describe.skip;
  withSchemas('against the schemas of Kubernetes and of the CRDs', () => {
    const schemas = haveSchemas ? new Schemas() : undefined;
    const all = [
      ...parts.flatMap(([name, part]) => part.objects.map((object) => [name, object] as const)),
      ...templates.map((object) => ['gates', object] as const),
    ];
    const complaints = (check: (object: KubeObject) => string[] | undefined) =>
      all.flatMap(([name, object]) => (check(object) ?? []).map((problem) => `${name} ${object.kind}: ${problem}`));

    it('has no field that they do not know', () => {
      expect(complaints((object) => schemas?.problems(object))).toEqual([]);
    });

    it('leaves no default to the API server inside a list of a custom resource', () => {
      expect(complaints((object) => schemas?.defaultsInLists(object))).toEqual([]);
    });

    it('has pods that a Deployment would accept: the CRD of a Rollout hardly looks at them', () => {
      const deployment = (object: KubeObject): KubeObject => {
        const { template, selector } = object['spec'] as { template: unknown; selector: unknown };
        return {
          apiVersion: 'apps/v1',
          kind: 'Deployment',
          metadata: { name: object.metadata.name },
          spec: { template, selector },
        };
      };
      expect(complaints((object) => (object.kind === 'Rollout' ? schemas?.problems(deployment(object)) : []))).toEqual(
        [],
      );
    });
  });
});
