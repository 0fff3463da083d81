import { App } from 'cdk8s';
import { EnvironmentStack, ImageRef, PlatformProject, render, ServiceRollout, Strategy } from '../../lib/index.ts';

const IMAGE = `registry.example.com/shop/web:1.0.0@sha256:${'0'.repeat(64)}`;

it('builds a small platform in a plain cdk8s app, from plain values, in twenty lines', () => {
  const app = new App();
  const shop = new PlatformProject(app, 'shop', {
    description: 'A shop',
    repository: 'https://git.example.com/shop.git',
  });
  const production = new EnvironmentStack(shop, 'production', {
    tier: 'production',
    namespace: 'shop',
    sync: { mode: 'automatic' },
  });
  production.addAnalysis(
    {
      'success-rate': {
        description: 'requests succeed',
        metrics: { ok: { promise: '99 %', query: 'ok', bound: { atLeast: 0.99 } } },
      },
    },
    { interval: '1m', count: 5, failureLimit: 1 },
  );
  new ServiceRollout(production.addPart('web'), 'web', {
    image: ImageRef.parse(IMAGE),
    replicas: { count: 2 },
    resources: { requests: { cpu: '100m', memory: '128Mi' } },
    strategy: Strategy.canary([{ weight: 10, wait: '5m', gates: ['success-rate'] }]),
    port: 8080,
  });
  const { files, issues } = render(app);

  expect(issues).toEqual([]);
  expect(files.map((file) => file.path)).toEqual(
    expect.arrayContaining([
      'shop/argocd/AppProject-shop.yaml',
      'shop/argocd/Application-shop-production.yaml',
      'shop/production/argocd/Application-shop-production-web.yaml',
      'shop/production/analysis/AnalysisTemplate-success-rate.yaml',
      'shop/production/cluster/Namespace-shop.yaml',
      'shop/production/shared/NetworkPolicy-default-deny.yaml',
      'shop/production/web/Rollout-web.yaml',
      'shop/production/web/Service-web-canary.yaml',
    ]),
  );
});
