import { definePlatform, type EnvValue } from '../../lib/index.ts';
import { dev } from './dev/environment.ts';
import { prod } from './prod/environment.ts';
import { staging } from './staging/environment.ts';

// Series of the new version only, without what the kubelet asks.
const users = 'namespace="{{args.namespace}}",rollouts_pod_template_hash="{{args.hash}}",http_route!~"/health.*"';
const scratch = [{ path: '/tmp' }];
/** The database is run outside the cluster; its login is sealed in git for each environment. */
const database: Readonly<Record<string, EnvValue>> = {
  DB_USER: { secret: 'database-credentials', key: 'username' },
  DB_PASSWORD: { secret: 'database-credentials', key: 'password' },
};
const reaches = [{ reason: 'the database', cidr: '10.50.0.0/16', port: 5432 }];

/** MiniShop: an e-commerce platform of five services. */
export const minishop = definePlatform({
  name: 'minishop',
  description: 'MiniShop: users, products, orders, payments and notifications',
  environments: [dev, staging, prod],
  // Every service runs in every environment.
  delivery: { kind: 'matrix' },
  services: {
    'user-service': { port: 8080, publicPath: '/users', scratch, env: database, reaches },
    'product-service': { port: 8080, publicPath: '/products', scratch, env: database, reaches },
    'order-service': {
      port: 8080,
      publicPath: '/orders',
      calls: ['user-service', 'product-service', 'payment-service', 'notification-service'],
      scratch,
      env: database,
      reaches,
    },
    'payment-service': {
      port: 8080,
      scratch,
      env: { GATEWAY_API_KEY: { secret: 'payment-gateway-credentials', key: 'api-key' } },
      reaches: [{ reason: 'the payment gateway', cidr: '203.0.113.0/24', port: 443 }],
    },
    'notification-service': {
      port: 8080,
      scratch,
      reaches: [{ reason: 'the mail provider', cidr: '198.51.100.0/24', port: 443 }],
    },
  },
  gates: {
    'success-rate': {
      description: 'Requests succeed',
      metrics: {
        'success-rate': {
          promise: 'at least 95 % of the requests succeed',
          query: `sum(rate(http_server_request_duration_seconds_count{${users},http_response_status_code!~"5.."}[2m])) / sum(rate(http_server_request_duration_seconds_count{${users}}[2m]))`,
          bound: { atLeast: 0.95 },
        },
      },
    },
  },
  secrets: {
    'database-credentials': {
      kind: 'sealed',
      description: 'Login of the services at the database; sealed anew by whoever changes it',
      keys: ['username', 'password'],
    },
    'payment-gateway-credentials': {
      kind: 'stored',
      // One path for all: which store it is read from says whether the key is the real one.
      description: 'Key for the payment gateway; replaced by the payment team',
      path: 'minishop/payment-gateway',
      properties: { 'api-key': 'api-key' },
      refresh: '1h',
    },
  },
  notify: { 'on-sync-succeeded': ['slack:minishop-deployments'], 'on-sync-failed': ['slack:minishop-deployments'] },
  project: {
    roles: {
      developer: {
        description: 'Syncs development and staging, watches production',
        groups: ['minishop:developers'],
        permissions: [
          { action: 'get' },
          { action: 'sync', environment: 'dev' },
          { action: 'sync', environment: 'staging' },
          { resource: 'logs', action: 'get' },
        ],
      },
      release: {
        description: 'Promotes to production',
        groups: ['minishop:release'],
        permissions: [
          { action: 'get' },
          { action: 'sync', environment: 'prod' },
          { action: 'action/argoproj.io/Rollout/*', environment: 'prod' },
          { resource: 'logs', action: 'get' },
        ],
      },
    },
  },
});
