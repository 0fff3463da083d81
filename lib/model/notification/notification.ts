import type { StoredSecret } from '../secret.ts';

/**
 * Name of a trigger. One that begins with `on-rollout-` looks at Rollouts, with the engine of Argo Rollouts; any other at
 * Applications, with that of Argo CD.
 */
export type TriggerName = `on-${string}`;

/** `<service>:<recipient>`: `slack:deployments`, `email:team@example.com`. A webhook has none, so it is `webhook:<service>`. */
export type Recipient = `${string}:${string}`;

/** Who hears of what: trigger -> recipients. */
export type Subscriptions = Readonly<Record<TriggerName, readonly Recipient[]>>;

/** A value of the notifications' secret, by its key: `$slack-token`. */
export type SecretReference = `$${string}`;

/** Messages to Slack. The app that the token belongs to must be a member of each channel. */
export interface SlackService {
  readonly kind: 'slack';
  readonly token: SecretReference;
}

/** Requests to an address of ours. */
export interface WebhookService {
  readonly kind: 'webhook';
  readonly url: string;
  /** Header -> value, in which keys of the secret stand for what is secret: `Bearer $delivery-token`. @default - none */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Mail. */
export interface EmailService {
  readonly kind: 'email';
  readonly host: string;
  readonly port: number;
  readonly from: string;
  /** @default - nobody signs in */
  readonly username?: SecretReference;
  /** @default - nobody signs in */
  readonly password?: SecretReference;
}

export type NotificationService = SlackService | WebhookService | EmailService;

/** What is sent to a webhook. */
export interface WebhookRequest {
  /** @default 'POST' */
  readonly method?: 'POST' | 'PUT' | 'PATCH';
  /** Below the service's address. @default - the address itself */
  readonly path?: string;
  readonly body: string;
}

/** What is said, with placeholders of Go templates: `{{ .app.metadata.name }}`, or `{{ .rollout.metadata.name }}`. */
export interface NotificationTemplate {
  readonly message: string;
  /** JSON of Slack's attachments. @default - the message alone */
  readonly slack?: { readonly attachments: string };
  /** @default - the message is the subject */
  readonly email?: { readonly subject: string };
  /** Webhook -> what it gets. @default - nothing: a webhook must not be told by this template */
  readonly webhook?: Readonly<Record<string, WebhookRequest>>;
}

/** When something is said. */
export interface TriggerCondition {
  readonly description: string;
  /** Expression of expr-lang, safe for an object that has no status yet. */
  readonly when: string;
  /** Templates that are sent. */
  readonly send: readonly [string, ...string[]];
  /** Expression: for each of its values it is said once. @default - each time that `when` becomes true */
  readonly oncePer?: string;
}

/** Services, templates and triggers by which people and programs are told. */
export interface Notifications {
  /** By name, without dots. */
  readonly services: Readonly<Record<string, NotificationService>>;
  /** Further templates; one that Argosy has is replaced. @default - those that Argosy has */
  readonly templates?: Readonly<Record<string, NotificationTemplate>>;
  /** Further triggers; one that Argosy has is replaced. @default - those that Argosy has: `BUILT_IN_TRIGGERS` */
  readonly triggers?: Readonly<Record<TriggerName, readonly TriggerCondition[]>>;
  /** Where secret values come from. @default - no service needs any */
  readonly secret?: Pick<StoredSecret, 'description' | 'properties' | 'refresh'> & { readonly path: string };
  /** Address of Argo CD's pages, for links in messages. @default - no links */
  readonly argocdUrl?: string;
  /** Who hears of the Applications that make Applications. @default - nobody */
  readonly notify?: Subscriptions;
}

/** Whose engine evaluates a trigger. */
export type Engine = 'application' | 'rollout';

export const engineOf = (trigger: string): Engine => (trigger.startsWith('on-rollout-') ? 'rollout' : 'application');

/** The service and the address within it that a recipient names. */
export function parseRecipient(recipient: string): { readonly service: string; readonly address: string } {
  const colon = recipient.indexOf(':');
  const [kind, rest] = [recipient.slice(0, colon), recipient.slice(colon + 1)];
  return kind === 'webhook' ? { service: rest, address: '' } : { service: kind, address: rest };
}

/** The subscriptions of one engine. */
export const subscriptionsFor = (engine: Engine, subscriptions: Subscriptions = {}): Subscriptions =>
  Object.fromEntries(Object.entries(subscriptions).filter(([trigger]) => engineOf(trigger) === engine));
