/** What a controller says about an object: `kubectl get events`. */
export interface KubeEvent {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly creationTimestamp: string };
  readonly type?: string;
  readonly reason?: string;
  readonly message?: string;
  readonly count?: number;
  readonly involvedObject: { readonly kind?: string; readonly namespace?: string; readonly name?: string };
  readonly lastTimestamp?: string | null;
  readonly eventTime?: string | null;
  readonly series?: { readonly lastObservedTime?: string };
}

/** When it was seen last, in milliseconds. */
const seenAt = ({ series, lastTimestamp, eventTime, metadata }: KubeEvent): number =>
  Date.parse(series?.lastObservedTime ?? lastTimestamp ?? eventTime ?? metadata.creationTimestamp);

/** Those since a moment in milliseconds: warnings first, then the newest first. */
export function eventLines(events: readonly KubeEvent[], since: number): string[] {
  // Times of events are whole seconds.
  const recent = events.filter((event) => seenAt(event) >= since - 1000);
  const rank = ({ type }: KubeEvent): number => (type === 'Warning' ? 0 : 1);
  return recent
    .sort((a, b) => rank(a) - rank(b) || seenAt(b) - seenAt(a))
    .map((event) => {
      const { type = '', reason = '', message = '', count = 1, involvedObject } = event;
      const { kind = '', namespace = '', name = '' } = involvedObject;
      const times = count > 1 ? ` (${String(count)} times)` : '';
      return `${new Date(seenAt(event)).toISOString()} ${type} ${reason} ${kind} ${namespace}/${name}: ${message}${times}`;
    });
}
