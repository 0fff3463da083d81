import type { Fleet } from '../../model/fleet.ts';
import { catalogueOf } from '../../model/notification/catalogue.ts';
import {
  engineOf,
  type Notifications,
  parseRecipient,
  type Subscriptions,
} from '../../model/notification/notification.ts';
import type { DataReport } from './data-report.ts';
import type { EnvironmentSubject, PlatformSubject } from './subject.ts';
import { isActive } from './subject.ts';

export const TRIGGER = /^on-[a-z0-9]+(-[a-z0-9]+)*$/;
const RECIPIENT = /^[a-z][a-z0-9-]*:[^\s:;]+$/;
const NONE: Notifications = { services: {} };

/** Whether a service takes an address of this form; how it is written otherwise. */
function checkAddress(recipient: string, at: string, { services }: Notifications, report: DataReport): void {
  const { service, address } = parseRecipient(recipient);
  const kind = Object.hasOwn(services, service) ? services[service]?.kind : undefined;
  if (kind === undefined) {
    const known = Object.entries(services).map(([name, one]) =>
      one.kind === 'webhook' ? `webhook:${name}` : `${name}:…`,
    );
    const fix =
      known.length > 0 ? `known: ${known.join(', ')}` : 'add it to notifications.services in environments/index.ts';
    report.add(at, {
      code: 'notify/unknown-service',
      message: `must name a service of notifications, got ${recipient}`,
      fix,
    });
  } else if ((kind === 'webhook') !== (address === ''))
    report.wrong(at, kind === 'webhook' ? `webhook:${service}` : `${service}:recipient`, recipient);
  else if (kind === 'email' && !/^[^\s@]+@[^\s@]+$/.test(address))
    report.wrong(at, `${service}:address of mail`, recipient);
}

/** A webhook gets nothing but what a template says for it. */
function checkBody(trigger: string, recipient: string, at: string, fleet: Notifications, report: DataReport): void {
  const { service, address } = parseRecipient(recipient);
  if (address !== '' || fleet.services[service]?.kind !== 'webhook') return;
  const { triggers, templates } = catalogueOf(fleet);
  for (const { send } of triggers[trigger] ?? []) {
    if (send.some((name) => templates[name]?.webhook?.[service] !== undefined)) continue;
    report.add(at, {
      code: 'notify/no-body',
      message: `must get something from ${trigger}, but ${send.join(' and ')} has no webhook.${service}`,
      fix: `add webhook: { '${service}': { body: '…' } } to the template, or remove the recipient`,
    });
  }
}

/** Subscriptions to triggers that exist, of recipients that services reach. */
export function checkSubscriptions(
  fleet: Fleet,
  field: string,
  subscriptions: Subscriptions | undefined,
  report: DataReport,
): void {
  if (subscriptions === undefined) return;
  const notifications = fleet.notifications ?? NONE;
  const triggers = Object.keys(catalogueOf(notifications).triggers);
  report.entries(field, subscriptions, (trigger, recipients, at) => {
    if (!report.form(at, trigger, TRIGGER, 'the name of a trigger like on-sync-failed')) return;
    if (!triggers.includes(trigger))
      report.unknown(at, 'notify/unknown-trigger', 'a trigger of notifications', trigger, triggers);
    report.items(at, recipients, (recipient, place) => {
      if (!report.form(place, recipient, RECIPIENT, 'service:recipient like slack:deployments')) return;
      checkAddress(recipient, place, notifications, report);
      checkBody(trigger, recipient, place, notifications, report);
    });
    report.distinct(at, recipients);
  });
}

/** Clusters in which somebody tells of Rollouts. */
const tellsOfRollouts = ({ platforms }: Fleet): ReadonlySet<string> =>
  new Set(
    platforms
      .filter(({ foundations }) => foundations?.rolloutNotifications !== undefined)
      .flatMap(({ environments }) => environments.filter(isActive).map(({ cluster }) => cluster)),
  );

export function checkPlatformNotify({ fleet, platform, report }: PlatformSubject): void {
  checkSubscriptions(fleet, 'notify', platform.notify, report);
  const { rolloutNotifications } = platform.foundations ?? {};
  if (rolloutNotifications === undefined) return;
  const at = 'foundations.rolloutNotifications.namespace';
  if (!report.label(at, rolloutNotifications.namespace)) return;
  const charts = Object.entries(platform.charts ?? {}).filter(
    ([, one]) => one.namespace === rolloutNotifications.namespace,
  );
  if (charts.length === 0) {
    const namespaces = Object.values(platform.charts ?? {}).flatMap(({ namespace }) =>
      namespace === undefined ? [] : [namespace],
    );
    report.unknown(
      at,
      'notify/no-rollouts',
      'the namespace of a chart of the platform',
      rolloutNotifications.namespace,
      namespaces,
    );
  }
  for (const [name, { chart, values }] of charts) {
    // By default this chart makes an empty ConfigMap of the same name.
    const made =
      (values?.['notifications'] as { configmap?: { create?: boolean } } | undefined)?.configmap?.create ?? true;
    if (chart === 'argo-rollouts' && made)
      report.add(`charts.${name}.values`, {
        code: 'notify/second-owner',
        message:
          'must not make the ConfigMap argo-rollouts-notification-configmap, which foundations.rolloutNotifications makes',
        fix: 'add notifications: { configmap: { create: false } }',
      });
  }
}

/** Who hears of an environment, besides those who hear of its platform. */
export function checkEnvironmentNotify({ fleet, platform, environment, report }: EnvironmentSubject): void {
  checkSubscriptions(fleet, 'notify', environment.notify, report);
  report.entries('notify', environment.notify, (trigger, recipients, at) => {
    report.items(at, recipients, (recipient, place) => {
      if (platform.notify?.[trigger as 'on-']?.includes(recipient))
        report.add(place, {
          code: 'data/duplicate',
          message: `must be there once, got ${recipient}, who hears of the whole platform`,
          fix: 'remove it here, or from notify of platform.ts',
        });
    });
  });
  const heard = [...Object.keys(platform.notify ?? {}), ...Object.keys(environment.notify ?? {})];
  const rollout = heard.find((trigger) => engineOf(trigger) === 'rollout');
  if (rollout === undefined || tellsOfRollouts(fleet).has(environment.cluster)) return;
  report.add('notify', {
    code: 'notify/no-rollouts',
    message: `must not have ${rollout}: in the cluster ${environment.cluster} nobody tells of Rollouts`,
    fix: 'add foundations.rolloutNotifications to the platform that installs Argo Rollouts there',
  });
}
