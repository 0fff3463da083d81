import { parse, stringify } from 'yaml';
import { ArgoCdAdmin } from '../support/argocd.ts';
import { objectAt } from '../support/platform.ts';

// The notifications engine itself judges what we tell it, by Argo CD's own command.
const real = new ArgoCdAdmin();
afterAll(() => {
  real.forget();
});

type Data = Readonly<Record<string, string>>;

const data = (path: string): Data => (objectAt(path) as unknown as { readonly data: Data }).data;
const ofApplications = data('argocd/ConfigMap-argocd-notifications-cm.yaml');
// Argo Rollouts has no such command. Its engine is the same, but for the name of what it looks at.
const ofRollouts = Object.fromEntries(
  Object.entries(
    data('foundation/primary/rollout-notifications/ConfigMap-argo-rollouts-notification-configmap.yaml'),
  ).map(([key, text]) => [
    key,
    text.replaceAll(/\brollout\.(?!argoproj)(?=\w+\??\.)/g, 'app.').replaceAll(/\.rollout\b(?!\.argoproj)/g, '.app'),
  ]),
);

const names = (from: Data, kind: string): string[] =>
  Object.keys(from)
    .filter((key) => key.startsWith(`${kind}.`))
    .map((key) => key.slice(kind.length + 1));

interface Template {
  readonly message: string;
  readonly slack: { readonly attachments: string };
  readonly webhook: Readonly<Record<string, { readonly body: string }>>;
}

/** The settings with all triggers in one, and all templates in one: a process for each would take long. */
function gathered(from: Data): string {
  const of = <T>(kind: string): (readonly [string, T])[] =>
    names(from, kind).map((name) => [name, parse(from[`${kind}.${name}`] ?? '') as T]);
  const templates = of<Template>('template');
  const requests = templates.flatMap(([name, { message, slack, webhook }]) => [
    [`${name}-message`, { method: 'POST', body: message }],
    [`${name}-slack`, { method: 'POST', body: slack.attachments }],
    [`${name}-webhook`, { method: 'POST', body: webhook['delivery-metrics']?.body }],
  ]);
  return stringify({
    ...{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'argocd-notifications-cm', namespace: 'argocd' } },
    data: {
      ...from,
      'trigger.all': stringify(of<object[]>('trigger').flatMap(([, conditions]) => conditions)),
      'template.all': stringify({ message: 'all', webhook: Object.fromEntries(requests) as unknown }),
    },
  });
}

interface Subject {
  readonly from: Data;
  readonly object: object;
}

function asked({ from, object }: Subject, ...words: string[]): ReturnType<ArgoCdAdmin['admin']> {
  const files = ['--config-map', real.written('settings.yaml', gathered(from)), '--secret', ':empty'];
  return real.admin('notifications', ...words, real.written('object.json', JSON.stringify(object)), ...files);
}

/** The triggers that hold for an object. */
function holding(subject: Subject): string[] {
  const { stdout, stderr } = asked(subject, 'trigger', 'run', 'all');
  const results = [...stdout.matchAll(/ {2,}(true|false)\s*$/gm)].map(([, result]) => result === 'true');
  const triggers = names(subject.from, 'trigger');
  expect([results.length, /failed to execute.*/.exec(stderr)]).toEqual([triggers.length, null]);
  return triggers.filter((_, index) => results[index]).sort();
}

/** What every template says of an object: name -> text. */
function rendered(subject: Subject): Readonly<Record<string, string>> {
  const { stdout, stderr } = asked(subject, 'template', 'notify', 'all');
  if (!stdout.includes('message: all')) throw new Error(stderr);
  const { webhook } = parse(stdout) as Template;
  return Object.fromEntries(Object.entries(webhook).map(([name, { body }]) => [name, body]));
}

const bare = { apiVersion: 'argoproj.io/v1alpha1', kind: 'Application' };
const labels = { 'app.kubernetes.io/part-of': 'shop', 'argosy.dev/environment': 'live' };
const metadata = { name: 'shop-live-web', namespace: 'argocd', labels };
const spec = { project: 'shop', destination: {} };
const times = { startedAt: '2024-05-01T10:00:00Z', finishedAt: '2024-05-01T10:01:00Z' };
const application = (phase: string, health: string, sync = 'Synced'): Subject => ({
  from: ofApplications,
  object: {
    ...{ ...bare, metadata, spec },
    status: {
      sync: { status: sync },
      health: { status: health },
      operationState: { phase, ...times, message: 'one "word"\nand <another>', syncResult: { revision: '5f2a9c81' } },
    },
  },
});

const steps = [{ setWeight: 5 }, { pause: { duration: '5m' } }, { setWeight: 50 }, { pause: {} }];
const rollout = (status: object, strategy: object = { canary: { steps } }): Subject => ({
  from: ofRollouts,
  object: {
    ...{ apiVersion: 'argoproj.io/v1alpha1', kind: 'Rollout' },
    metadata: {
      name: 'web',
      namespace: 'shop-live',
      labels: { 'app.kubernetes.io/part-of': 'shop', 'app.kubernetes.io/instance': 'shop-live' },
      annotations: {
        'rollout.argoproj.io/revision': '7',
        'argocd.argoproj.io/tracking-id': 'shop-live-web:argoproj.io/Rollout:shop-live/web',
      },
    },
    spec: { strategy },
    status,
  },
});
const paused = (reason: string, currentStepIndex: number): object => ({
  ...{ phase: 'Paused', message: reason, currentStepIndex },
  pauseConditions: [{ reason, startTime: '2024-05-01T10:00:00Z' }],
});
const aborted = {
  ...{ phase: 'Degraded', abort: true, abortedAt: '2024-05-01T10:02:00Z', stableRS: 'a', currentPodHash: 'b' },
  message: 'RolloutAborted: Rollout aborted update to revision 7: Metric "success" assessed Failed',
  conditions: [{ type: 'Completed', status: 'False', lastTransitionTime: '2024-05-01T10:00:00Z' }],
};

(real.isBuilt ? describe : describe.skip)('argocd admin notifications', () => {
  it.each<readonly [string, readonly string[], Subject]>([
    ['an Application without a status', [], { from: ofApplications, object: { ...bare, metadata, spec } }],
    ['one that is synced and well', ['on-deployed', 'on-sync-succeeded'], application('Succeeded', 'Healthy')],
    ['one that is synced, and its canary waits', ['on-sync-succeeded'], application('Succeeded', 'Suspended')],
    [
      'one whose health is from before the sync',
      ['on-sync-succeeded'],
      application('Succeeded', 'Healthy', 'OutOfSync'),
    ],
    ['one whose sync failed', ['on-sync-failed'], application('Failed', 'Healthy')],
    ['one whose sync is tried again', [], application('Running', 'Healthy')],
    ['one that is not well', ['on-health-degraded', 'on-sync-succeeded'], application('Succeeded', 'Degraded')],
    ['a Rollout without a status', [], rollout({})],
    ['one at a step that ends by itself', [], rollout(paused('CanaryPauseStep', 1))],
    ['one at a step that asks a person', ['on-rollout-paused'], rollout(paused('CanaryPauseStep', 3))],
    ['one whose gate cannot judge', ['on-rollout-paused'], rollout(paused('InconclusiveAnalysisRun', 1))],
    [
      'a preview that asks a person',
      ['on-rollout-paused'],
      rollout(paused('BlueGreenPause', 0), { blueGreen: { autoPromotionEnabled: false } }),
    ],
    ['one that was given up', ['on-rollout-aborted'], rollout(aborted)],
    ['one of which that is being decided', [], rollout({ ...aborted, message: 'more replicas need to be updated' })],
    [
      'one that has brought it out',
      ['on-rollout-completed'],
      rollout({ phase: 'Healthy', stableRS: 'b', currentPodHash: 'b' }),
    ],
    ['one that has not', [], rollout({ phase: 'Healthy', stableRS: 'a', currentPodHash: 'b' })],
  ])('%s: %j', (_title, wanted, subject) => {
    expect(holding(subject)).toEqual(wanted);
  });

  it('fills in every template, also of an object that lacks everything', () => {
    for (const subject of [
      { from: ofApplications, object: { ...bare, metadata, spec } },
      rollout({}),
      application('Failed', 'Degraded'),
      rollout(aborted),
    ]) {
      const texts = rendered(subject);
      expect(Object.keys(texts)).toHaveLength(3 * names(subject.from, 'template').length);
      for (const [name, text] of Object.entries(texts)) {
        expect([name, text]).not.toEqual([name, expect.stringContaining('<no value>')]);
        if (!name.endsWith('-message')) expect(() => JSON.parse(text) as unknown).not.toThrow();
      }
    }
  });

  it('says what delivery metrics need', () => {
    expect(JSON.parse(rendered(application('Failed', 'Degraded'))['app-sync-failed-webhook'] ?? '')).toEqual({
      ...{ event: 'sync-failed', application: 'shop-live-web', project: 'shop', platform: 'shop', environment: 'live' },
      ...{ revision: '5f2a9c81', ...times, phase: 'Failed', health: 'Degraded', message: 'one "word"\nand <another>' },
    });
    expect(JSON.parse(rendered(rollout(aborted))['rollout-aborted-webhook'] ?? '')).toEqual({
      ...{
        event: 'rollout-aborted',
        application: 'shop-live-web',
        platform: 'shop',
        environment: 'live',
        rollout: 'web',
      },
      ...{ revision: '7', startedAt: '2024-05-01T10:00:00Z', finishedAt: aborted.abortedAt },
      ...{ phase: 'Degraded', message: aborted.message },
    });
  });
});
