import { definePlatform, type Probes } from '../../lib/index.ts';
import { dev } from './dev/environment.ts';
import { prod } from './prod/environment.ts';
import { staging } from './staging/environment.ts';

const startup = { initialDelaySeconds: 10, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 30 };
const liveness = { initialDelaySeconds: 30, periodSeconds: 10, timeoutSeconds: 5, failureThreshold: 3 };
const readiness = { initialDelaySeconds: 5, periodSeconds: 5, timeoutSeconds: 3, failureThreshold: 3 };

/** The health contract of the platform: three endpoints on 8080, with these timings for every service. */
const probes: Probes = {
  startup: { path: '/health/startup', ...startup },
  liveness: { path: '/health/live', ...liveness },
  readiness: { path: '/health/ready', ...readiness },
};

const ask = (path: string) => ({ command: ['wget', '-q', '-O', '/dev/null', `http://127.0.0.1:8080${path}`] });

/** The same contract for what opens no port to anybody: asked from inside the container. */
const workerProbes: Probes = {
  startup: { ...ask('/health/startup'), ...startup },
  liveness: { ...ask('/health/live'), ...liveness },
  readiness: { ...ask('/health/ready'), ...readiness },
};

const scratch = [{ path: '/tmp' }];
// Series of the new version only, without what the kubelet asks.
const users = 'namespace="{{args.namespace}}",rollouts_pod_template_hash="{{args.hash}}",http_route!~"/health.*"';
const requests = 'http_server_request_duration_seconds';

/** Traffic Tacos: ticket reservations under heavy load. */
export const trafficTacos = definePlatform({
  name: 'traffic-tacos',
  description: 'Traffic Tacos: ticket reservations behind one gateway, with a worker for what may take longer',
  environments: [dev, staging, prod],
  services: {
    'gateway-api': {
      port: 8080,
      publicPath: '/',
      calls: ['reservation-api', 'inventory-api', 'payment-sim-api'],
      probes,
      scratch,
      env: {
        RESERVATION_URL: 'http://reservation-api:8080',
        INVENTORY_URL: 'http://inventory-api:8080',
        PAYMENT_URL: 'http://payment-sim-api:8080',
        JWT_KEY: { secret: 'gateway-api', key: 'jwt-key' },
      },
    },
    'reservation-api': {
      port: 8080,
      calls: ['inventory-api', 'payment-sim-api'],
      probes,
      scratch,
      env: { DATABASE_URL: { secret: 'reservation-database', key: 'url' } },
      reaches: [{ reason: 'the reservation database', cidr: '10.40.0.0/16', port: 5432 }],
    },
    'inventory-api': {
      port: 8080,
      probes,
      scratch,
      env: { DATABASE_URL: { secret: 'inventory-database', key: 'url' } },
      reaches: [{ reason: 'the inventory database', cidr: '10.40.0.0/16', port: 5432 }],
    },
    'payment-sim-api': { port: 8080, probes, scratch },
    'reservation-worker': {
      calls: ['inventory-api', 'payment-sim-api'],
      probes: workerProbes,
      metrics: { port: 8080 },
      scratch,
      env: { QUEUE_URL: { secret: 'reservation-queue', key: 'url' } },
      reaches: [{ reason: 'the reservation queue', cidr: '10.41.0.0/16', port: 443 }],
    },
  },
  gates: {
    'success-rate': {
      description: 'Requests through the gateway succeed',
      metrics: {
        'success-rate': {
          promise: 'at least 95 % of the requests succeed',
          query: `sum(rate(${requests}_count{${users},http_response_status_code!~"5.."}[2m])) / sum(rate(${requests}_count{${users}}[2m]))`,
          bound: { atLeast: 0.95 },
        },
      },
    },
    latency: {
      description: 'Requests through the gateway are fast',
      metrics: {
        // The contract names no number: half of what a person takes for a hang. Buckets of OpenTelemetry end at 0.5.
        p95: {
          promise: '95 % of the requests take at most 500 ms',
          query: `histogram_quantile(0.95, sum by (le) (rate(${requests}_bucket{${users}}[2m])))`,
          bound: { atMost: 0.5 },
        },
      },
    },
  },
  // In the store at traffic-tacos/<environment>/<name>.
  secrets: {
    'gateway-api': {
      kind: 'stored',
      description: 'Key that signs the tokens of the gateway; replaced by the platform team',
      properties: { 'jwt-key': 'jwt-key' },
    },
    'reservation-database': {
      kind: 'stored',
      description: 'Address and login of the reservation database; written when the database is made',
      properties: { url: 'url' },
    },
    'inventory-database': {
      kind: 'stored',
      description: 'Address and login of the inventory database; written when the database is made',
      properties: { url: 'url' },
    },
    'reservation-queue': {
      kind: 'stored',
      description: 'Address and key of the reservation queue; written when the queue is made',
      properties: { url: 'url' },
    },
  },
  credentials: {
    'traffic-tacos-repository': {
      description: 'SSH key, read only, for the repositories of the platform; replaced by the operations team',
      use: 'repo-creds',
      type: 'git',
      url: 'git@github.com:traffic-tacos-example/',
      properties: { sshPrivateKey: 'ssh-private-key' },
      path: 'traffic-tacos/argocd/deploy-key',
      rotatedAt: '2026-09-28',
      // 90 days.
      rotateEvery: '2160h',
    },
  },
  project: {
    roles: {
      // No create and no update: either would let a developer change where an Application deploys to.
      'dev-team': {
        description: 'Syncs, watches rollouts and reads logs',
        groups: ['traffic-tacos:developers'],
        permissions: [
          { action: 'get' },
          { action: 'sync' },
          { action: 'action/argoproj.io/Rollout/*' },
          { resource: 'logs', action: 'get' },
        ],
      },
    },
  },
});
