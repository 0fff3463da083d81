import {
  type Engine,
  parseRecipient,
  type Subscriptions,
  subscriptionsFor,
} from '../../model/notification/notification.ts';

/** Subscriptions of one engine, as the annotations that it reads: `…/subscribe.on-sync-failed.slack: alerts;team`. */
export function subscribed(engine: Engine, ...all: readonly (Subscriptions | undefined)[]): Record<string, string> {
  const addresses = new Map<string, Set<string>>();
  for (const subscriptions of all)
    for (const [trigger, recipients] of Object.entries(subscriptionsFor(engine, subscriptions)))
      for (const { service, address } of recipients.map(parseRecipient)) {
        const key = `notifications.argoproj.io/subscribe.${trigger}.${service}`;
        addresses.set(key, (addresses.get(key) ?? new Set()).add(address));
      }
  return Object.fromEntries([...addresses].map(([key, each]) => [key, [...each].join(';')]));
}
