import type { Fleet } from '../../lib/model/fleet.ts';
import type { Notifications } from '../../lib/model/notification/notification.ts';
import type { Platform } from '../../lib/model/platform.ts';
import { FLEET, PRODUCTION, SHOP, withProduction, withShop } from '../support/fleet.ts';
import { seen, wrong } from './data-fixture.ts';

const base: Notifications = { services: {}, ...FLEET.notifications };
const told = (change: Partial<Notifications>): Fleet => ({ ...FLEET, notifications: { ...base, ...change } });
const trigger = (condition: object): Fleet =>
  told({
    triggers: {
      'on-late': [
        wrong({ description: 'Late', when: 'app.metadata.name != nil', send: ['app-deployed'], ...condition }),
      ],
    },
  });
const service = (change: unknown): Fleet => told({ services: { ...base.services, mail: wrong(change) } });
const late = { description: 'Late', when: 'app.metadata.name != nil', send: ['late'] } as const;
/** A template that is sent. */
const template = (change: object): Fleet =>
  told({ templates: { late: { message: 'late', ...change } }, triggers: { 'on-late': [late] } });

const [FLEET_FILE, PLATFORM, ENVIRONMENT] = ['index.ts', 'shop/platform.ts', 'shop/production/environment.ts'];
const mail = { kind: 'email', host: 'mail.example.com', port: 587, from: 'argocd@example.com' };
const argo = { ...SHOP.charts?.['dashboards'], chart: 'argo-rollouts', namespace: 'argo-rollouts' };
const foundation = (chart: object, namespace = 'argo-rollouts'): Fleet =>
  withShop({
    charts: { dashboards: wrong({ ...argo, ...chart }) },
    foundations: { rolloutNotifications: { namespace } },
  });

// prettier-ignore
it.each<readonly [string, Fleet, string, string, string, string]>([
  ['a subscription to an unknown trigger', withProduction({ notify: { 'on-deploid': ['slack:a'] } }), ENVIRONMENT, 'notify.on-deploid', 'notify/unknown-trigger', 'must be a trigger of notifications, got "on-deploid"'],
  ['one of a platform', withShop({ notify: { 'on-deploid': ['slack:a'] } }), PLATFORM, 'notify.on-deploid', 'notify/unknown-trigger', 'got "on-deploid"'],
  ['one of the fleet', told({ notify: { 'on-deploid': ['slack:a'] } }), FLEET_FILE, 'notifications.notify.on-deploid', 'notify/unknown-trigger', 'got "on-deploid"'],
  ['an unknown service', withProduction({ notify: { 'on-deployed': ['slak:a'] } }), ENVIRONMENT, 'notify.on-deployed[0]', 'notify/unknown-service', 'must name a service of notifications, got slak:a'],
  ['an unknown webhook', withProduction({ notify: { 'on-deployed': ['webhook:metric'] } }), ENVIRONMENT, 'notify.on-deployed[0]', 'notify/unknown-service', 'got webhook:metric'],
  ['nobody who could tell', { ...FLEET, notifications: wrong(undefined) }, ENVIRONMENT, 'notify.on-sync-failed[0]', 'notify/unknown-service', 'got slack:deployments'],
  ['a webhook with an address', withProduction({ notify: { 'on-deployed': ['metrics:a'] } }), ENVIRONMENT, 'notify.on-deployed[0]', 'data/type', 'must be webhook:metrics, got "metrics:a"'],
  ['a recipient of the whole platform again', { ...FLEET, platforms: [{ ...SHOP, notify: wrong(PRODUCTION.notify) }] }, ENVIRONMENT, 'notify.on-sync-failed[0]', 'data/duplicate', 'who hears of the whole platform'],
  ['a webhook that a template says nothing to', { ...template({}), platforms: [{ ...SHOP, notify: { 'on-late': ['webhook:metrics'] } }] }, PLATFORM, 'notify.on-late[0]', 'notify/no-body', 'late has no webhook.metrics'],
  ['a trigger that sends an unknown template', trigger({ send: ['app-deploid'] }), FLEET_FILE, 'notifications.triggers.on-late[0].send[0]', 'notify/unknown-template', 'must be a template of notifications, got "app-deploid"'],
  ['a trigger that sends nothing', trigger({ send: [] }), FLEET_FILE, 'notifications.triggers.on-late[0].send', 'data/type', 'must be a list with a template in it'],
  ['an expression that cannot be read', trigger({ when: 'app.metadata.name ==' }), FLEET_FILE, 'notifications.triggers.on-late[0].when', 'notify/expression', 'at character 21'],
  ['one that is not safe', trigger({ when: "app.status.operationState.phase == 'Failed'" }), FLEET_FILE, 'notifications.triggers.on-late[0].when', 'notify/nil', 'must not go through app.status'],
  ['a variable of the other engine', trigger({ oncePer: 'rollout.metadata.name' }), FLEET_FILE, 'notifications.triggers.on-late[0].oncePer', 'notify/unknown-variable', 'got rollout'],
  ['a template that nobody sends', told({ templates: { late: { message: 'late' } } }), FLEET_FILE, 'notifications.templates.late', 'notify/unused-template', 'must be sent by a trigger'],
  ['a body for an unknown webhook', template({ webhook: { metric: { body: '{}' } } }), FLEET_FILE, 'notifications.templates.late.webhook.metric', 'notify/unknown-webhook', 'got "metric"'],
  ['a key that the secret lacks', service({ kind: 'slack', token: '$slak-token' }), FLEET_FILE, 'notifications.services.mail.token', 'notify/unknown-secret-key', 'got "$slak-token"'],
  ['a key in a header that the secret lacks', service({ kind: 'webhook', url: 'https://a.test', headers: { 'X-A': 'b $c' } }), FLEET_FILE, 'notifications.services.mail.headers.X-A', 'notify/unknown-secret-key', 'got "$c"'],
  ['a token in git', service({ kind: 'slack', token: 'xoxb-1' }), FLEET_FILE, 'notifications.services.mail.token', 'notify/plain-secret', 'got a plain text'],
  ['a header in git that is a secret', service({ kind: 'webhook', url: 'https://a.test', headers: { Authorization: 'Bearer a' } }), FLEET_FILE, 'notifications.services.mail.headers.Authorization', 'notify/plain-secret', 'got a plain text'],
  ['a login in an address', service({ kind: 'webhook', url: 'https://me:word@a.test' }), FLEET_FILE, 'notifications.services.mail.url', 'data/type', 'must be an address like'],
  ['a port that cannot be', service({ ...mail, port: 0 }), FLEET_FILE, 'notifications.services.mail.port', 'data/range', 'got 0'],
  ['an unknown kind of service', service({ kind: 'pigeon' }), FLEET_FILE, 'notifications.services.mail.kind', 'data/type', 'must be slack or webhook or email'],
  ['Rollouts that nobody tells of', withProduction({ notify: { 'on-rollout-aborted': ['slack:a'] } }), ENVIRONMENT, 'notify', 'notify/no-rollouts', 'in the cluster in-cluster nobody tells of Rollouts'],
  ['a place where no chart is', foundation({}, 'argo'), PLATFORM, 'foundations.rolloutNotifications.namespace', 'notify/no-rollouts', 'got "argo"'],
  ['a chart that makes the same ConfigMap', foundation({}), PLATFORM, 'charts.dashboards.values', 'notify/second-owner', 'must not make the ConfigMap argo-rollouts-notification-configmap'],
])('%s', (_title, of, file, field, code, message) => {
  const found = seen(of).find(([, , place]) => place === field);
  expect([found?.[0], found?.[1]]).toEqual([file, code]);
  expect(found?.[3]).toContain(message);
});

it('takes services of every kind, Rollouts that somebody tells of, and what a fleet adds', () => {
  const quiet = { values: { notifications: { configmap: { create: false } } } };
  const { platforms } = foundation(quiet);
  const notify: Platform['notify'] = {
    'on-rollout-late': ['webhook:metrics', 'email:team@example.com'],
    'on-late': ['slack:a'],
  };
  const { notifications } = template({ webhook: { metrics: { body: '{}' } } });
  const when = "rollout.status?.phase == 'Degraded'";
  const fleet: Fleet = {
    ...FLEET,
    platforms: platforms.map((platform) => ({ ...platform, notify })),
    notifications: {
      ...base,
      ...notifications,
      services: { ...base.services, email: wrong({ ...mail, username: '$metrics', password: '$slack-token' }) },
      triggers: { 'on-late': [late], 'on-rollout-late': [{ ...late, when }] },
    },
  };
  // Both environments have the chart.
  expect(seen(fleet).filter(([, code]) => code !== 'namespace/shared')).toEqual([]);
});
