import { definePlatform } from '../../lib/index.ts';
import { development } from './development/environment.ts';
import { gates } from './gates.ts';
import { production } from './production/environment.ts';
import { staging } from './staging/environment.ts';

// By TCP: the server that the image runs while it makes the database answers on its socket already.
const pgIsReady = ['pg_isready', '--host=127.0.0.1'];

/** PERN: React in front of Express, with PostgreSQL and Redis of its own. */
export const pern = definePlatform({
  name: 'pern',
  description: 'The PERN stack: PostgreSQL, Express, React and Node.js, with gated canaries',
  environments: [development, staging, production],
  // Kept because the platform runs its own controller; the project behind it is retired.
  routing: { kind: 'nginx', className: 'nginx', issuer: 'letsencrypt-nginx' },
  gates,
  // Development, then staging; production when a production admin syncs it.
  delivery: { kind: 'git', strategy: 'RollingSync' },
  services: {
    backend: {
      port: 3000,
      publicPath: '/api',
      calls: ['database', 'cache'],
      probes: {
        startup: { path: '/health/startup', periodSeconds: 5, failureThreshold: 30 },
        liveness: { path: '/health/live', periodSeconds: 10, timeoutSeconds: 3 },
        readiness: { path: '/health/ready', periodSeconds: 5, timeoutSeconds: 3 },
      },
      env: {
        NODE_ENV: 'production',
        PORT: '3000',
        PGHOST: 'database',
        PGDATABASE: 'app',
        PGUSER: { secret: 'database', key: 'username' },
        PGPASSWORD: { secret: 'database', key: 'password' },
        REDIS_URL: 'redis://cache:6379',
        SESSION_SECRET: { secret: 'backend', key: 'session-secret' },
      },
      scratch: [{ path: '/tmp' }],
    },
    frontend: {
      port: 8080,
      publicPath: '/',
      calls: ['backend'],
      probes: {
        startup: { path: '/healthz', periodSeconds: 5, failureThreshold: 12 },
        liveness: { path: '/healthz', periodSeconds: 10 },
        readiness: { path: '/healthz', periodSeconds: 5 },
      },
      env: { BACKEND_URL: 'http://backend:3000' },
      scratch: [{ path: '/tmp' }, { path: '/var/cache/web', size: '128Mi' }],
    },
  },
  stateful: {
    database: {
      port: 5432,
      dataPath: '/var/lib/postgresql/data',
      user: 999,
      probes: {
        startup: { command: pgIsReady, periodSeconds: 5, failureThreshold: 30 },
        liveness: { command: pgIsReady, periodSeconds: 10, timeoutSeconds: 5 },
        readiness: { command: pgIsReady, periodSeconds: 5, timeoutSeconds: 3 },
      },
      env: {
        // A folder below the volume: the volume's root holds lost+found, and PostgreSQL wants an empty folder.
        PGDATA: '/var/lib/postgresql/data/pgdata',
        POSTGRES_DB: 'app',
        POSTGRES_USER: { secret: 'database', key: 'username' },
        POSTGRES_PASSWORD: { secret: 'database', key: 'password' },
      },
      scratch: [{ path: '/tmp' }, { path: '/var/run/postgresql', size: '16Mi' }],
    },
    cache: {
      port: 6379,
      dataPath: '/data',
      user: 999,
      args: ['redis-server', '--appendonly', 'yes', '--dir', '/data'],
      probes: {
        startup: { tcp: true, periodSeconds: 5, failureThreshold: 12 },
        liveness: { tcp: true, periodSeconds: 10 },
        readiness: { command: ['redis-cli', 'ping'], periodSeconds: 5, timeoutSeconds: 3 },
      },
    },
  },
  secrets: {
    database: {
      kind: 'stored',
      description: 'Owner of the database: the database is made with it, the backend signs in with it',
      properties: { username: 'username', password: 'password' },
    },
    backend: {
      kind: 'stored',
      description: 'Key that signs the sessions of the backend',
      properties: { 'session-secret': 'session-secret' },
    },
  },
  notify: {
    'on-rollout-aborted': ['slack:pern-deployments'],
    'on-rollout-paused': ['slack:pern-deployments'],
  },
  project: {
    reportOrphans: true,
    // Only what is signed with the release key is synced. The id is an example; Argo CD must know the key itself.
    signingKeys: ['5F2A9C81D4E07B36'],
    roles: {
      'platform-admin': {
        description: 'Runs the platform in every environment',
        groups: ['pern:platform-admins'],
        permissions: [{ action: '*' }, { resource: 'logs', action: 'get' }, { resource: 'exec', action: 'create' }],
      },
      'production-admin': {
        description: 'Approves, promotes and aborts in production',
        groups: ['pern:production-admins'],
        permissions: [
          { action: 'get' },
          { action: 'sync', environment: 'production' },
          { action: 'action/argoproj.io/Rollout/*', environment: 'production' },
          { resource: 'logs', action: 'get' },
        ],
      },
      developer: {
        description: 'Works in development and staging, watches production',
        groups: ['pern:developers'],
        permissions: [
          { action: 'get' },
          { action: 'sync', environment: 'development' },
          { action: 'sync', environment: 'staging' },
          { action: 'action/argoproj.io/Rollout/*', environment: 'development' },
          { action: 'action/argoproj.io/Rollout/*', environment: 'staging' },
          { resource: 'logs', action: 'get', environment: 'development' },
          { resource: 'logs', action: 'get', environment: 'staging' },
        ],
      },
      viewer: {
        description: 'Sees everything, changes nothing',
        groups: ['pern:viewers'],
        permissions: [{ action: 'get' }],
      },
      ci: {
        description: 'The pipeline: waits for development and staging after a commit',
        tokens: true,
        permissions: [
          { action: 'get' },
          { action: 'sync', environment: 'development' },
          { action: 'sync', environment: 'staging' },
        ],
      },
    },
  },
});
