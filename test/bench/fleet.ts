import { type Fleet, DEFAULT_CLUSTER } from '../../lib/model/fleet.ts';
import type { Environment, Tier } from '../../lib/model/environment.ts';
import { DEFAULT_SAMPLING } from '../../lib/model/gate.ts';
import { ImageRef } from '../../lib/model/image-ref.ts';
import type { Platform } from '../../lib/model/platform.ts';
import type { ResolvedEnvironment, ResolvedFleet } from '../../lib/model/resolved.ts';
import { Strategy } from '../../lib/model/strategy.ts';
import type { Service, ServiceRelease, ServiceTuning } from '../../lib/model/workload.ts';

const ENVIRONMENTS: readonly { name: string; tier: Tier }[] = [
  { name: 'dev', tier: 'development' },
  { name: 'test', tier: 'development' },
  { name: 'staging', tier: 'staging' },
  { name: 'canada', tier: 'production' },
  { name: 'europe', tier: 'production' },
];
const SERVICES_PER_PLATFORM = 20;
/** Objects of one service in one environment, with its Application: for choosing how many services make a fleet. */
const OBJECTS_PER_SERVICE = 10.6;

const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;
const padded = (number: number, digits: number): string => String(number).padStart(digits, '0');

function service(index: number): Service {
  return {
    port: 8080,
    publicPath: `/s${padded(index, 3)}`,
    ...(index > 0 ? { calls: [`service-${padded(index - 1, 3)}`] } : {}),
    env: { LOG_LEVEL: 'info', REGION: 'eu-central-1', FEATURE_FLAGS: 'on', MAX_CONNECTIONS: '100' },
    scratch: [{ path: '/tmp' }],
  };
}

function tuned(name: string, tier: Tier): ServiceRelease & ServiceTuning {
  return {
    image: ImageRef.parse(`registry.example.com/bench/${name}:1.0.0@${DIGEST}`),
    replicas: { min: 2, max: 6, targetCpuPercent: 70 },
    resources: { requests: { cpu: '250m', memory: '256Mi' }, limits: { memory: '512Mi' } },
    strategy:
      tier === 'development'
        ? Strategy.rolling()
        : Strategy.canary([
            { weight: 10, wait: '5m', gates: ['success-rate'] },
            { weight: 50, wait: '10m', gates: ['success-rate'] },
          ]),
  };
}

function platform(index: number, services: number): Platform {
  const name = `platform-${padded(index, 4)}`;
  const names = Array.from({ length: services }, (_, i) => `service-${padded(i, 3)}`);
  const environments = ENVIRONMENTS.map((environment): Environment => ({
    ...environment,
    cluster: 'in-cluster',
    namespace: `${name}-${environment.name}`,
    sync: { mode: 'automatic' },
    quota: { cpu: '100', memory: '200Gi', pods: 500 },
    hosts: Object.fromEntries(names.map((service) => [service, [`${name}.${environment.name}.example.com`]])),
  }));
  return {
    name,
    description: `Platform ${String(index)} of the benchmark`,
    environments,
    services: Object.fromEntries(names.map((service_, i) => [service_, service(i)])),
    gates: {
      'success-rate': {
        description: 'requests succeed',
        metrics: {
          'success-rate': {
            promise: 'at least 95 % of requests succeed',
            query:
              'sum(rate(http_requests_total{namespace="{{args.namespace}}",rollouts_pod_template_hash="{{args.hash}}",code!~"5.."}[2m])) / sum(rate(http_requests_total{namespace="{{args.namespace}}",rollouts_pod_template_hash="{{args.hash}}"}[2m]))',
            bound: { atLeast: 0.95 },
          },
        },
      },
    },
  };
}

/** Services times environments, about `objects` objects through the four constructs. */
export function benchFleet(objects: number): ResolvedFleet {
  let services = Math.max(1, Math.round(objects / OBJECTS_PER_SERVICE / ENVIRONMENTS.length));
  const platforms: Platform[] = [];
  for (let index = 0; services > 0; index++, services -= SERVICES_PER_PLATFORM) {
    platforms.push(platform(index, Math.min(services, SERVICES_PER_PLATFORM)));
  }
  const fleet: Fleet = {
    repository: 'https://git.example.com/bench.git',
    revision: 'main',
    clusters: { 'in-cluster': DEFAULT_CLUSTER },
    platforms,
  };
  return {
    fleet,
    platforms: platforms.map((one) => ({
      platform: one,
      environments: one.environments.map((environment): ResolvedEnvironment => ({
        environment,
        cluster: DEFAULT_CLUSTER,
        services: new Map(Object.keys(one.services ?? {}).map((name) => [name, tuned(name, environment.tier)])),
        stateful: new Map(),
        charts: new Map(),
        jobs: new Map(),
        sampling: DEFAULT_SAMPLING,
      })),
    })),
  };
}
