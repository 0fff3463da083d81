import type { Engine } from './notification.ts';

/** Name of the Application of which a Rollout is a part, as Argo CD's tracking annotation begins. */
const TRACKED =
  '{{ index (splitList ":" (dig "metadata" "annotations" "argocd.argoproj.io/tracking-id" "" .rollout)) 0';
/** The label `instance` is `<platform>-<environment>`. */
const label = (name: string): string => `(dig "metadata" "labels" "${name}" "" .rollout)`;
const PLATFORM = label('app.kubernetes.io/part-of');
/** When the Rollout last became, or last ceased to be, completed: the end of an update, or its beginning. */
const COMPLETED =
  '{{ range (dig "status" "conditions" (list) .rollout) }}{{ if eq .type "Completed" }}{{ .lastTransitionTime }}{{ end }}{{ end }}';

/** A value of the object as JSON; an empty text where there is none. */
const value = (root: string, path: string): string =>
  `{{ dig ${path
    .split('.')
    .map((key) => JSON.stringify(key))
    .join(' ')} "" .${root} | toJson }}`;

/** One JSON object, a line for each field. @param list whether it is the only one of a list */
export function json(fields: Readonly<Record<string, string>>, { list = false } = {}): string {
  const lines = Object.entries(fields).map(([name, text]) => `  ${JSON.stringify(name)}: ${text}`);
  const [begin, end] = list ? ['[{', '}]'] : ['{', '}'];
  return `${begin}\n${lines.join(',\n')}\n${end}`;
}

/** What was brought out: a commit, the version of a chart, or the number of an update. */
export const REVISION: Readonly<Record<Engine, string>> = {
  application: value('app', 'status.operationState.syncResult.revision'),
  rollout: '{{ dig "metadata" "annotations" "rollout.argoproj.io/revision" "" .rollout | toJson }}',
};

const ofApplication = (event: string): Readonly<Record<string, string>> => ({
  event: JSON.stringify(event),
  application: value('app', 'metadata.name'),
  project: value('app', 'spec.project'),
  platform: '{{ dig "metadata" "labels" "app.kubernetes.io/part-of" "" .app | toJson }}',
  environment: '{{ dig "metadata" "labels" "argosy.dev/environment" "" .app | toJson }}',
  revision: REVISION.application,
  startedAt: value('app', 'status.operationState.startedAt'),
  finishedAt: value('app', 'status.operationState.finishedAt'),
  phase: value('app', 'status.operationState.phase'),
  health: value('app', 'status.health.status'),
  message: value('app', 'status.operationState.message'),
});

const ofRollout = (event: string): Readonly<Record<string, string>> => ({
  event: JSON.stringify(event),
  application: `${TRACKED} | toJson }}`,
  platform: `{{ ${PLATFORM} | toJson }}`,
  environment: `{{ ${label('app.kubernetes.io/instance')} | trimPrefix (printf "%s-" ${PLATFORM}) | toJson }}`,
  rollout: value('rollout', 'metadata.name'),
  revision: REVISION.rollout,
  ...(event === 'rollout-completed' ? { finishedAt: `"${COMPLETED}"` } : { startedAt: `"${COMPLETED}"` }),
  ...(event === 'rollout-aborted' ? { finishedAt: value('rollout', 'status.abortedAt') } : {}),
  phase: value('rollout', 'status.phase'),
  message: value('rollout', 'status.message'),
});

/**
 * What a webhook gets of an event: one JSON object, whatever the object lacks. Delivery metrics need no more: what was
 * brought out where, when it began and ended, and how.
 */
export const eventBody = (engine: Engine, event: string): string =>
  json(engine === 'application' ? ofApplication(event) : ofRollout(event));
