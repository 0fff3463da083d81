import { expressionProblems } from '../../model/expression/condition.ts';
import { OF_APPLICATIONS, OF_ROLLOUTS } from '../../model/expression/variables.ts';
import type { Fleet } from '../../model/fleet.ts';
import { catalogueOf } from '../../model/notification/catalogue.ts';
import {
  engineOf,
  type Notifications,
  type NotificationService,
  type TriggerCondition,
} from '../../model/notification/notification.ts';
import { type DataReport, show } from './data-report.ts';
import { checkSubscriptions, TRIGGER } from './subscriptions.ts';

/** A part of an annotation's name and of a ConfigMap's key, between dots. */
const NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const URL_OF_WEBHOOK = /^https?:\/\/[^\s/@]+(\/\S*)?$/;
const REFERENCE = /\$[\w-]+/g;
/** Headers whose whole point is a secret. */
const SECRET_HEADER = /authorization|token|secret|api-?key|cookie/i;

type Secret = Notifications['secret'];

/** Every `$key` in a value must be a key of the secret. */
function checkReferences(at: string, value: unknown, secret: Secret, report: DataReport): void {
  if (!report.text(at, value)) return;
  const keys = Object.keys(secret?.properties ?? {});
  for (const [reference] of value.matchAll(REFERENCE))
    if (!keys.includes(reference.slice(1)))
      report.unknown(
        at,
        'notify/unknown-secret-key',
        'a key of notifications.secret behind a $',
        reference,
        keys.map((key) => `$${key}`),
        'add it to notifications.secret.properties',
      );
}

function checkPlain(at: string, value: string, report: DataReport): void {
  if (value.match(REFERENCE)) return;
  // What stands there may be a secret: it is not shown.
  report.add(at, {
    code: 'notify/plain-secret',
    message: 'must name a key of notifications.secret, got a plain text',
    fix: "write 'Bearer $token-of-it'; if this was the plain secret, replace the secret: it is in git now",
  });
}

function checkService(service: NotificationService, at: string, secret: Secret, report: DataReport): void {
  if (!report.word(`${at}.kind`, service.kind, ['slack', 'webhook', 'email'])) return;
  const secretValue = (field: string, value: unknown): void => {
    checkReferences(`${at}.${field}`, value, secret, report);
    if (typeof value === 'string') checkPlain(`${at}.${field}`, value, report);
  };
  if (service.kind === 'slack') secretValue('token', service.token);
  else if (service.kind === 'webhook') {
    report.form(`${at}.url`, service.url, URL_OF_WEBHOOK, 'an address like https://events.example.com/argocd');
    report.entries(`${at}.headers`, service.headers, (name, value, field) => {
      checkReferences(field, value, secret, report);
      if (SECRET_HEADER.test(name) && typeof value === 'string') checkPlain(field, value, report);
    });
  } else {
    report.text(`${at}.host`, service.host);
    report.whole(`${at}.port`, service.port, 1, 65535);
    report.form(`${at}.from`, service.from, /^[^\s@]+@[^\s@]+$/, 'an address of mail');
    for (const field of ['username', 'password'] as const)
      if (service[field] !== undefined) secretValue(field, service[field]);
  }
}

function checkCondition(
  trigger: string,
  condition: TriggerCondition,
  at: string,
  templates: readonly string[],
  report: DataReport,
): void {
  const variables = engineOf(trigger) === 'rollout' ? OF_ROLLOUTS : OF_APPLICATIONS;
  report.text(`${at}.description`, condition.description);
  for (const field of ['when', 'oncePer'] as const) {
    const text = condition[field];
    if ((field === 'oncePer' && text === undefined) || !report.text(`${at}.${field}`, text)) continue;
    for (const problem of expressionProblems(text, variables, field === 'when')) report.add(`${at}.${field}`, problem);
  }
  report.items(`${at}.send`, condition.send, (name, field) => {
    if (!templates.includes(name))
      report.unknown(field, 'notify/unknown-template', 'a template of notifications', name, templates);
  });
  if (Array.isArray(condition.send) && (condition.send as readonly string[]).length === 0)
    report.wrong(`${at}.send`, 'a list with a template in it', condition.send);
}

function checkTemplates(notifications: Notifications, sent: ReadonlySet<string>, report: DataReport): void {
  const webhooks = Object.keys(notifications.services).filter(
    (name) => notifications.services[name]?.kind === 'webhook',
  );
  report.entries('notifications.templates', notifications.templates, (name, template, at) => {
    report.form(at, name, NAME, 'a name like app-deployed');
    report.text(`${at}.message`, template.message);
    if (!sent.has(name))
      report.add(at, {
        code: 'notify/unused-template',
        message: `must be sent by a trigger, got ${show(name)}, which none sends`,
        fix: `name it in the send of a trigger, or remove it`,
      });
    report.entries(`${at}.webhook`, template.webhook, (webhook, { body }, field) => {
      if (!webhooks.includes(webhook))
        report.unknown(field, 'notify/unknown-webhook', 'a webhook of notifications.services', webhook, webhooks);
      report.text(`${field}.body`, body);
    });
  });
}

/** Services, templates and triggers of the fleet, and who hears of the Applications that make Applications. */
export function checkNotifications(fleet: Fleet, report: DataReport): void {
  const { notifications } = fleet;
  if (notifications === undefined) return;
  const { secret } = notifications;
  report.entries('notifications.services', notifications.services, (name, service, at) => {
    report.form(at, name, NAME, 'a name like slack or delivery-metrics');
    checkService(service, at, secret, report);
  });
  if (secret !== undefined) {
    report.text('notifications.secret.path', secret.path);
    report.text('notifications.secret.description', secret.description);
    report.duration('notifications.secret.refresh', secret.refresh);
    report.entries('notifications.secret.properties', secret.properties, (key, property, at) => {
      report.form(at, key, /^[\w-]+$/, 'a key of letters, digits, - and _');
      report.text(at, property);
    });
  }
  if (notifications.argocdUrl !== undefined)
    report.form(
      'notifications.argocdUrl',
      notifications.argocdUrl,
      URL_OF_WEBHOOK,
      'an address like https://argocd.example.com',
    );
  const { triggers, templates } = catalogueOf(notifications);
  report.entries('notifications.triggers', notifications.triggers, (trigger, conditions, at) => {
    report.form(at, trigger, TRIGGER, 'the name of a trigger like on-sync-failed');
    report.items(at, conditions, (condition, field) => {
      checkCondition(trigger, condition, field, Object.keys(templates), report);
    });
  });
  const sent = new Set(Object.values(triggers).flatMap((conditions) => conditions.flatMap(({ send }) => [...send])));
  checkTemplates(notifications, sent, report);
  checkSubscriptions(fleet, 'notifications.notify', notifications.notify, report);
}
