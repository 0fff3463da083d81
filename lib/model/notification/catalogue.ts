import { eventBody, json, REVISION } from './event.ts';
import {
  type Engine,
  engineOf,
  type Notifications,
  type NotificationTemplate,
  type TriggerCondition,
} from './notification.ts';

/** A template of Argosy's own, before the services of a fleet are known. */
interface BuiltIn {
  readonly engine: Engine;
  /** Name of the event in what a webhook gets. */
  readonly event: string;
  readonly message: string;
  readonly color: 'good' | 'warning' | 'danger';
}

const app = '{{ .app.metadata.name }}';
const rollout = '{{ .rollout.metadata.namespace }}/{{ .rollout.metadata.name }}';
const operation = (field: string): string => `{{ dig "status" "operationState" ${field} "" .app }}`;
const told = '{{ dig "status" "message" "" .rollout }}';

const TEMPLATES: Readonly<Record<string, BuiltIn>> = {
  'app-deployed': {
    ...{ engine: 'application', event: 'deployed', color: 'good' },
    message: `${app} runs ${operation('"syncResult" "revision"')} and is healthy`,
  },
  'app-sync-succeeded': {
    ...{ engine: 'application', event: 'sync-succeeded', color: 'good' },
    message: `${app} is synced to ${operation('"syncResult" "revision"')}`,
  },
  'app-sync-failed': {
    ...{ engine: 'application', event: 'sync-failed', color: 'danger' },
    message: `The sync of ${app} failed: ${operation('"message"')}`,
  },
  'app-health-degraded': {
    ...{ engine: 'application', event: 'health-degraded', color: 'danger' },
    message: `${app} is degraded`,
  },
  'rollout-aborted': {
    ...{ engine: 'rollout', event: 'rollout-aborted', color: 'danger' },
    message: `${rollout} is back on the old version: ${told}`,
  },
  'rollout-paused': {
    ...{ engine: 'rollout', event: 'rollout-paused', color: 'warning' },
    message: `${rollout} waits for a person: ${told}`,
  },
  'rollout-completed': {
    ...{ engine: 'rollout', event: 'rollout-completed', color: 'good' },
    message: `${rollout} has brought out its new version`,
  },
};

/** Rollouts that are paused, and why: as a list. */
const pauses = 'rollout.status?.pauseConditions ?? []';

/**
 * Triggers that every fleet has. Argo CD looks at an Application after each change of it.
 *
 * The engine of Argo Rollouts does that, too; besides, it asks a trigger that is called like an event (`on-rollout-aborted`)
 * at the moment of that event, when the Rollout's status is still that of before. The conditions below hold only afterwards:
 * what is sent has the new status, and is sent once.
 */
export const BUILT_IN_TRIGGERS: Readonly<Record<string, readonly TriggerCondition[]>> = {
  'on-deployed': [
    {
      description: 'What git says has arrived, and is well; once per revision',
      // In sync as well: health is looked at again together with that, so it is none from before the sync.
      when: "app.status?.operationState?.phase == 'Succeeded' and app.status?.sync?.status == 'Synced' and app.status?.health?.status == 'Healthy'",
      oncePer: 'app.status?.operationState?.syncResult?.revision',
      send: ['app-deployed'],
    },
  ],
  'on-sync-succeeded': [
    {
      description: 'A sync has succeeded; once per revision',
      when: "app.status?.operationState?.phase == 'Succeeded'",
      oncePer: 'app.status?.operationState?.syncResult?.revision',
      send: ['app-sync-succeeded'],
    },
  ],
  'on-sync-failed': [
    {
      description: 'A sync has failed, with all its retries',
      when: "app.status?.operationState?.phase in ['Error', 'Failed']",
      // Not per revision: one that fails at the start has none, and would be told once for ever.
      oncePer: 'app.status?.operationState?.startedAt',
      send: ['app-sync-failed'],
    },
  ],
  'on-health-degraded': [
    {
      description: 'An Application has become degraded',
      when: "app.status?.health?.status == 'Degraded'",
      send: ['app-health-degraded'],
    },
  ],
  'on-rollout-aborted': [
    {
      description: 'A new version was given up: users get the old one, git asks for the new one',
      when: "rollout.status?.abortedAt != nil and (rollout.status?.message ?? '') startsWith 'RolloutAborted'",
      oncePer: 'rollout.status?.abortedAt',
      send: ['rollout-aborted'],
    },
  ],
  'on-rollout-paused': [
    {
      description: 'A rollout waits for a person',
      when: [
        // A gate that could not judge.
        `any(${pauses}, .reason in ['InconclusiveAnalysisRun', 'InconclusiveExperiment'])`,
        // A step without a duration.
        `any(${pauses}, .reason == 'CanaryPauseStep') and rollout.spec.strategy?.canary?.steps?.[rollout.status?.currentStepIndex ?? 0]?.pause?.duration == nil`,
        `any(${pauses}, .reason == 'BlueGreenPause') and rollout.spec.strategy?.blueGreen?.autoPromotionEnabled == false`,
      ].join(' or '),
      oncePer: `first(${pauses})?.startTime`,
      send: ['rollout-paused'],
    },
  ],
  'on-rollout-completed': [
    {
      description: 'A new version is the stable one',
      when: "rollout.status?.phase == 'Healthy' and rollout.status?.stableRS != nil and rollout.status?.stableRS == rollout.status?.currentPodHash",
      // Once per update, also of one that brings an old version back.
      oncePer: "find(rollout.status?.conditions ?? [], .type == 'Completed')?.lastTransitionTime",
      send: ['rollout-completed'],
    },
  ],
};

const COLORS = { good: '#2e7d32', warning: '#f9a825', danger: '#c62828' } as const;

/** Attachments of Slack, beside the message: a color, the revision, and a link where Argo CD's address is known. */
function attachments({ engine, color }: BuiltIn, argocdUrl: string | undefined): string {
  const page = `${argocdUrl?.replace(/\/+$/, '') ?? ''}/applications/argocd/${app}`;
  const linked = argocdUrl !== undefined && engine === 'application';
  return json(
    {
      color: JSON.stringify(COLORS[color]),
      title: JSON.stringify(engine === 'application' ? app : rollout),
      ...(linked ? { title_link: JSON.stringify(page) } : {}),
      fields: `[{ "title": "Revision", "value": ${REVISION[engine]}, "short": true }]`,
    },
    { list: true },
  );
}

/** What a fleet can send and when: Argosy's own, and what it adds or replaces. */
export interface Catalogue {
  readonly triggers: Readonly<Record<string, readonly TriggerCondition[]>>;
  readonly templates: Readonly<Record<string, NotificationTemplate>>;
}

/** Asked for again by every subscription. */
const known = new WeakMap<Notifications, Catalogue>();

/** Every webhook gets the event of a template of ours; what else it gets, templates of the fleet say. */
export function catalogueOf(notifications: Notifications): Catalogue {
  const catalogue = known.get(notifications) ?? made(notifications);
  known.set(notifications, catalogue);
  return catalogue;
}

function made({ services, templates, triggers, argocdUrl }: Notifications): Catalogue {
  const of = (kind: string): string[] => Object.keys(services).filter((name) => services[name]?.kind === kind);
  const [webhooks, slack] = [of('webhook'), of('slack').length > 0];
  const own = Object.entries(TEMPLATES).map(([name, template]): [string, NotificationTemplate] => {
    const body = eventBody(template.engine, template.event);
    return [
      name,
      {
        message: template.message,
        ...(slack ? { slack: { attachments: attachments(template, argocdUrl) } } : {}),
        ...(webhooks.length > 0 ? { webhook: Object.fromEntries(webhooks.map((webhook) => [webhook, { body }])) } : {}),
      },
    ];
  });
  return { triggers: { ...BUILT_IN_TRIGGERS, ...triggers }, templates: { ...Object.fromEntries(own), ...templates } };
}

/** What one engine has to know: its triggers, and the templates that they send. */
export function catalogueFor(engine: Engine, notifications: Notifications): Catalogue {
  const { triggers, templates } = catalogueOf(notifications);
  const own = Object.entries(triggers).filter(([name]) => engineOf(name) === engine);
  const sent = new Set(own.flatMap(([, conditions]) => conditions.flatMap(({ send }) => [...send])));
  const said = Object.entries(templates).filter(([name]) => sent.has(name));
  return { triggers: Object.fromEntries(own), templates: Object.fromEntries(said) };
}
