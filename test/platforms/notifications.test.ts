import { objectFiles, shipped } from '../support/shipped.ts';
import { applicationsOf, objectAt, pathsBelow } from '../support/platform.ts';

const PREFIX = 'notifications.argoproj.io/subscribe.';

/** Who hears by what annotations say: `on-sync-failed.slack pern-oncall`. */
const told = (annotations: Readonly<Record<string, string>> = {}): string[] =>
  Object.entries(annotations)
    .filter(([key]) => key.startsWith(PREFIX))
    .map(([key, recipients]) => `${key.slice(PREFIX.length)} ${recipients}`.trim())
    .sort();

const heard = (path: string): string[] =>
  told(objectAt(path).metadata['annotations'] as Readonly<Record<string, string>> | undefined);

const rollouts = (folder: string): string[] => pathsBelow(folder).filter((path) => path.includes('/Rollout-'));
const keys = (path: string): string[] => Object.keys((objectAt(path) as unknown as { data: object }).data).sort();

describe('who is told', () => {
  it('pern: Slack and the webhook of delivery metrics of production; Slack of every rollout that is aborted or waits', () => {
    expect(told(applicationsOf('pern/production').get('backend')?.metadata.annotations)).toEqual([
      'on-deployed.delivery-metrics',
      'on-deployed.slack pern-deployments',
      'on-health-degraded.delivery-metrics',
      'on-health-degraded.slack pern-oncall',
      'on-sync-failed.delivery-metrics',
      'on-sync-failed.slack pern-oncall',
    ]);
    expect(rollouts('pern').length).toBeGreaterThan(5);
    for (const path of rollouts('pern'))
      expect(heard(path)).toEqual(
        path.startsWith('pern/production/')
          ? [
              'on-rollout-aborted.delivery-metrics',
              'on-rollout-aborted.slack pern-deployments;pern-oncall',
              'on-rollout-completed.delivery-metrics',
              'on-rollout-paused.slack pern-deployments',
            ]
          : ['on-rollout-aborted.slack pern-deployments', 'on-rollout-paused.slack pern-deployments'],
      );
  });

  it('minishop: of every sync that succeeds or fails; the delivery metrics of what reaches prod', () => {
    expect(heard('minishop/argocd/AppProject-minishop.yaml')).toEqual([
      'on-sync-failed.slack minishop-deployments',
      'on-sync-succeeded.slack minishop-deployments',
    ]);
    for (const path of rollouts('minishop/prod'))
      expect(heard(path)).toEqual([
        'on-rollout-aborted.delivery-metrics',
        'on-rollout-aborted.slack minishop-oncall',
        'on-rollout-completed.delivery-metrics',
        'on-rollout-paused.slack minishop-oncall',
      ]);
    expect(rollouts('minishop/dev').flatMap(heard)).toEqual([]);
  });

  it('traffic-tacos: the people on call of what goes wrong in prod', () => {
    expect(heard('traffic-tacos/prod/argocd/Application-traffic-tacos-prod-gateway-api.yaml')).toEqual([
      'on-health-degraded.slack tacos-oncall',
      'on-sync-failed.slack tacos-oncall',
    ]);
    for (const path of rollouts('traffic-tacos/prod'))
      expect(heard(path)).toEqual(['on-rollout-aborted.slack tacos-oncall', 'on-rollout-paused.slack tacos-oncall']);
  });

  it('bookverse: the release team of a failed sync and of ill health', () => {
    expect(heard('bookverse/prod/argocd/Application-bookverse-prod-platform.yaml')).toEqual([
      'on-health-degraded.slack bookverse-releases',
      'on-sync-failed.slack bookverse-releases',
    ]);
  });

  it('the administrators: of the Applications that make Applications', () => {
    expect(heard('argocd/AppProject-root.yaml')).toEqual([
      'on-health-degraded.slack platform-alerts',
      'on-sync-failed.slack platform-alerts',
    ]);
  });
});

describe('what the engines know', () => {
  const ofApplications = keys('argocd/ConfigMap-argocd-notifications-cm.yaml');
  const ofRollouts = keys(
    'foundation/primary/rollout-notifications/ConfigMap-argo-rollouts-notification-configmap.yaml',
  );

  it('is every service, and the triggers and templates of its own objects', () => {
    expect(ofApplications).toEqual([
      ...['service.slack', 'service.webhook.delivery-metrics'],
      ...['app-deployed', 'app-health-degraded', 'app-sync-failed', 'app-sync-succeeded'].map(
        (name) => `template.${name}`,
      ),
      ...['on-deployed', 'on-health-degraded', 'on-sync-failed', 'on-sync-succeeded'].map((name) => `trigger.${name}`),
    ]);
    expect(ofRollouts).toEqual([
      ...['service.slack', 'service.webhook.delivery-metrics'],
      ...['rollout-aborted', 'rollout-completed', 'rollout-paused'].map((name) => `template.${name}`),
      ...['on-rollout-aborted', 'on-rollout-completed', 'on-rollout-paused'].map((name) => `trigger.${name}`),
    ]);
  });

  it('covers every subscription: its trigger, and its service', () => {
    for (const { path } of objectFiles(shipped())) {
      const known = path.includes('/Rollout-') ? ofRollouts : ofApplications;
      for (const line of heard(path)) {
        const [trigger = '', service = ''] = line.split(' ')[0]?.split('.') ?? [];
        expect(known).toContain(`trigger.${trigger}`);
        expect(known).toContain(service === 'slack' ? 'service.slack' : `service.webhook.${service}`);
      }
    }
  });

  it.each([
    ['argocd/ExternalSecret-argocd-notifications-secret.yaml', 'argocd'],
    ['foundation/primary/rollout-notifications/ExternalSecret-argo-rollouts-notification-secret.yaml', 'argo-rollouts'],
  ])('comes without secret values: %s fetches them into the Secret that may be there', (path, partOf) => {
    expect(objectAt(path)['spec']).toMatchObject({
      data: ['delivery-metrics-token', 'slack-token'].map((key) => ({
        secretKey: key,
        remoteRef: { key: 'argocd/notifications', property: key },
      })),
      target: {
        creationPolicy: 'CreateOrMerge',
        template: { metadata: { labels: { 'app.kubernetes.io/part-of': partOf } } },
      },
    });
  });

  it('has one owner: the chart of Argo Rollouts does not make settings of the same name', () => {
    const { spec } = objectAt(
      'foundation/primary/argocd/Application-foundation-primary-argo-rollouts.yaml',
    ) as unknown as {
      readonly spec: { readonly source: { readonly helm: { readonly valuesObject: unknown } } };
    };
    expect(spec.source.helm.valuesObject).toMatchObject({ notifications: { configmap: { create: false } } });
  });

  it('tells the environment of an Application', () => {
    expect(applicationsOf('pern/production').get('backend')?.metadata.labels).toMatchObject({
      'argosy.dev/environment': 'production',
    });
  });
});
