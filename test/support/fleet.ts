import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Environment } from '../../lib/model/environment.ts';
import { DEFAULT_CLUSTER, type Fleet } from '../../lib/model/fleet.ts';
import type { Platform } from '../../lib/model/platform.ts';

/** A digest that a registry could have answered. */
export const DIGEST = `sha256:${'0123456789abcdef'.repeat(4)}`;

/** Text of the form that kubeseal makes with a key of 4096 bits. */
export const SEALED = Buffer.concat([Buffer.from([2, 0]), Buffer.alloc(512 + 32, 'sealed')]).toString('base64');

const line = (name: string): string =>
  `# yaml-language-server: $schema=../../../lib/config/schemas/${name}.schema.json\n`;

export const RELEASE = `${line('release')}services:
  web:
    image: ghcr.io/acme/web:1.8.2@${DIGEST}
    from: build 1423 of github.com/acme/web@4f2c1d9
  api:
    image: registry.example.com:5000/acme/api:2.0.0@${DIGEST}
  worker:
    image: ghcr.io/acme/worker:0.3.1@${DIGEST}
  database:
    image: docker.io/library/postgres:16.4@${DIGEST}
charts:
  dashboards:
    version: 1.4.2
    images:
      server: ghcr.io/acme/dashboards:2.1.0@${DIGEST}
    from: recommended platform version 2.1
`;

export const TUNING = `${line('tuning')}sampling: { interval: 30s, count: 4, failureLimit: 1 }
services:
  web:
    replicas: { min: 2, max: 6, targetCpuPercent: 70 }
    resources:
      requests: { cpu: 250m, memory: 512Mi }
      limits: { memory: 640Mi }
    canary:
      - { weight: 5, wait: 5m, gates: [success-rate] }
      - { weight: 50, wait: 30m, gates: [success-rate], approval: true }
    surge: { maxSurge: 1 }
  api:
    replicas: 3
    resources: { requests: { cpu: 100m, memory: 128Mi } }
    blueGreen: { gates: [smoke], promoteAfter: manual, keepOld: 10m }
  worker:
    replicas: 1
    resources: { requests: { cpu: 50m, memory: 64Mi } }
    rolling: { maxSurge: 25%, maxUnavailable: 0 }
  database:
    replicas: 1
    resources: { requests: { cpu: 500m, memory: 1Gi } }
    storage: 20Gi
`;

const probe = { command: ['true'] };

export const DEV: Environment = {
  name: 'dev',
  tier: 'development',
  cluster: 'in-cluster',
  namespace: 'shop-dev',
  sync: { mode: 'automatic' },
  hosts: { web: ['shop.dev.example.com'] },
  sealed: { 'database-login': { password: SEALED } },
};

export const PRODUCTION: Environment = {
  name: 'production',
  tier: 'production',
  cluster: 'in-cluster',
  namespace: 'shop-production',
  sync: { mode: 'manual', retry: { limit: 3, duration: '10s', factor: 2, maxDuration: '5m' } },
  hosts: { web: ['shop.example.com', 'www.shop.example.com'] },
  sealed: { 'database-login': { password: SEALED } },
  env: { api: { LOG_LEVEL: 'warn' } },
  windows: [
    {
      kind: 'deny',
      schedule: '0 22 * * 1-5',
      duration: '8h',
      timeZone: 'Europe/Berlin',
      manualSync: true,
      description: 'nobody is awake',
    },
  ],
  quota: { cpu: '8', memory: '16Gi', pods: 40 },
  notify: { 'on-sync-failed': ['slack:deployments'] },
};

export const SHOP: Platform = {
  name: 'shop',
  description: 'A made-up shop',
  environments: [DEV, PRODUCTION, { ...DEV, name: 'legacy', namespace: 'shop-legacy', active: false }],
  services: {
    web: { port: 8080, publicPath: '/', calls: ['api'] },
    api: {
      port: 8080,
      publicPath: undefined,
      calls: ['database'],
      env: { PASSWORD: { secret: 'database-login', key: 'password' }, REGION: 'eu' },
      reaches: [{ reason: 'payments', cidr: '203.0.113.0/24', port: 443 }],
      scratch: [{ path: '/tmp' }],
      imagePullSecrets: ['registry'],
    },
    worker: { calls: ['api'], probes: { startup: probe, liveness: probe, readiness: probe } },
  },
  stateful: {
    database: {
      port: 5432,
      dataPath: '/var/lib/postgresql/data',
      probes: {
        startup: { tcp: true },
        liveness: { tcp: true, periodSeconds: 20 },
        readiness: { command: ['pg_isready'] },
      },
    },
  },
  charts: {
    dashboards: {
      description: 'What people look at',
      repository: 'https://charts.example.com',
      chart: 'dashboards',
      values: { server: { replicas: 1 } },
      images: { server: 'server.image' },
    },
  },
  gates: {
    'success-rate': {
      description: 'Users get answers',
      metrics: {
        success: {
          promise: 'at least 95 of 100 requests succeed',
          query: 'sum(rate(requests_total{namespace="{{args.namespace}}",service="{{args.service}}",code!~"5.."}[2m]))',
          bound: { atLeast: 0.95 },
        },
      },
    },
    smoke: {
      description: 'It answers at all',
      metrics: {
        up: { promise: 'it is up', query: 'up{service="{{args.service}}"}', bound: { atLeast: 1 }, missing: 'fail' },
      },
    },
  },
  secrets: {
    registry: {
      kind: 'stored',
      description: 'Pulls images',
      type: 'kubernetes.io/dockerconfigjson',
      properties: { '.dockerconfigjson': 'config' },
    },
    'database-login': { kind: 'sealed', description: 'Login of the database', keys: ['password'] },
  },
  project: {
    roles: {
      developer: {
        description: 'May look, and sync what is not production',
        groups: ['shop:developers'],
        permissions: [{ action: 'get' }, { action: 'sync', environment: 'dev' }],
      },
    },
  },
};

/** A fleet without a mistake. */
export const FLEET: Fleet = {
  repository: 'https://github.com/acme/fleet.git',
  revision: 'main',
  clusters: { 'in-cluster': DEFAULT_CLUSTER },
  notifications: {
    services: {
      slack: { kind: 'slack', token: '$slack-token' },
      metrics: { kind: 'webhook', url: 'https://metrics.example.com', headers: { Authorization: 'Bearer $metrics' } },
    },
    secret: {
      description: 'Tokens of those who are told',
      path: 'argocd/notifications',
      properties: { 'slack-token': 'slack', metrics: 'metrics' },
    },
  },
  platforms: [SHOP],
};

/** The fleet with another shop. */
export const withShop = (change: Partial<Platform>): Fleet => ({ ...FLEET, platforms: [{ ...SHOP, ...change }] });

/** The fleet with another production environment of the shop. */
export const withProduction = (change: Partial<Environment>): Fleet =>
  withShop({ environments: [DEV, { ...PRODUCTION, ...change }] });

/** A copy of a value with another one at a path: `services.api.calls[0]`. */
export function put(value: unknown, path: string, other: unknown): unknown {
  const step = /^(?:\[(\d+)\]|([^.[\]]+))\.?/.exec(path);
  if (step === null) return other;
  const rest = path.slice(step[0].length);
  if (Array.isArray(value))
    return value.map((inner: unknown, at) => (String(at) === step[1] ? put(inner, rest, other) : inner));
  const key = step[2] ?? '';
  return { ...(value as object), [key]: put((value as Record<string, unknown> | undefined)?.[key], rest, other) };
}

/** Files of the fleet, by path below its root. */
export const FILES: Readonly<Record<string, string>> = {
  'environments/index.ts': '',
  'environments/shop/platform.ts': '',
  'environments/shop/dev/environment.ts': '',
  'environments/shop/dev/release.yaml': RELEASE,
  'environments/shop/dev/tuning.yaml': TUNING,
  'environments/shop/production/environment.ts': '',
  'environments/shop/production/release.yaml': RELEASE,
  'environments/shop/production/tuning.yaml': TUNING,
  'environments/shop/legacy/environment.ts': '',
};

/** Writes the files of the fleet below `root`; `overrides` adds or replaces some, and leaves out those that are null. */
export function writeFleet(root: string, overrides: Readonly<Record<string, string | Uint8Array | null>> = {}): void {
  for (const [path, content] of Object.entries({ ...FILES, ...overrides })) {
    if (content === null) continue;
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
}

/** Runs `use` with an empty folder that is removed afterwards. */
export function inFolder<T>(use: (root: string) => T): T {
  const root = mkdtempSync(join(tmpdir(), 'fleet-'));
  try {
    return use(root);
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}
