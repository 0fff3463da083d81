import { Canary, canary } from '../harness/canary.ts';
import { editEnvironment } from '../harness/fleet-edits.ts';
import { act } from '../harness/log.ts';
import { together } from '../harness/parallel.ts';
import { remember } from '../harness/removal.ts';
import { objectFilter } from '../harness/repository.ts';
import type { Scenario } from '../harness/scenario.ts';
import { expect, Unmet, until } from '../harness/until.ts';
import type { World } from '../harness/world.ts';
import { BAD } from '../plane/exporter.ts';
import type { Received } from '../plane/receiver.ts';

const PLATFORM = 'traffic-tacos';
const ENVIRONMENT = 'staging';
const TOKEN = 'end-to-end-only';
/** The service whose release goes well. */
const RELEASED = 'payment-sim-api';
const FAILURE = 'Unsupported value: "Nobody"';

type Event = Received['body'];

/** What arrived of an event of an Application. */
const events = ({ receiver }: World, event: string, part: string): readonly Received[] =>
  receiver.received.filter(
    ({ path, body }) =>
      path === '/events' && body['event'] === event && body['application'] === `${PLATFORM}-${ENVIRONMENT}-${part}`,
  );

/** Waits for one more event than there were, and answers it. */
async function arrives(world: World, event: string, part: string, before = 0): Promise<Event> {
  const count = (): number => events(world, event, part).length;
  await until(`${part} ${event}`, count, (seen) => seen > before, { seconds: 60 });
  const { authorization = '', body = {} } = events(world, event, part).at(-1) ?? {};
  expect(`authorization of ${event}`, authorization, `Bearer ${TOKEN}`);
  const where = { platform: body['platform'], environment: body['environment'] };
  expect(`where ${event} was`, where, { platform: PLATFORM, environment: ENVIRONMENT });
  return body;
}

/** Begun before it ended, and both within the last minutes. */
function tookTime({ event, startedAt = '', finishedAt = '' }: Event): void {
  const [begin, end] = [Date.parse(startedAt), Date.parse(finishedAt)];
  if (!(begin <= end && end <= Date.now() + 1000 && Date.now() - begin < 600_000))
    throw new Unmet(`${event ?? ''} from ${startedAt} to ${finishedAt}: no time that it can have taken`);
}

/** What External Secrets would put there: here nobody plays it. */
async function fillSecrets({ plane: { api } }: World): Promise<void> {
  const kind = { apiVersion: 'v1', kind: 'Secret' };
  const stringData = { 'delivery-metrics-token': TOKEN, 'slack-token': TOKEN };
  await api.merge({ ...kind, namespace: 'argocd', name: 'argocd-notifications-secret' }, { stringData });
  const metadata = { namespace: 'argo-rollouts', name: 'argo-rollouts-notification-secret' };
  await api.apply({ ...kind, metadata, stringData });
}

/** A release that goes well. */
async function deployed(world: World): Promise<void> {
  const service = new Canary(world, PLATFORM, ENVIRONMENT, RELEASED);
  const before = events(world, 'deployed', service.service).length;
  const position = world.repository.commits.length;
  const { revert } = await service.release('d');
  const event = await arrives(world, 'deployed', service.service, before);
  // A later commit of somebody else may have come before the sync.
  const since = world.repository.commits.slice(position).map(({ id }) => id);
  if (!since.includes(event['revision'] ?? '')) throw new Unmet(`deployed ${event['revision'] ?? ''}, not our commit`);
  const { project, phase, health } = event;
  expect('how it was deployed', [project, phase, health], [PLATFORM, 'Succeeded', 'Healthy']);
  tookTime(event);
  await revert();
}

/** A commit that the API server refuses. */
async function failed(world: World): Promise<void> {
  const { repository } = world;
  const before = events(world, 'sync-failed', 'shared').length;
  const file = /tacos\/staging\/shared\/ExternalSecret-gateway-api/;
  const back = repository.through(
    objectFilter(file, ({ spec }) => ((spec['target'] as Record<string, unknown>)['creationPolicy'] = 'Nobody')),
  );
  await repository.commit('A secret that nobody makes');
  const event = await arrives(world, 'sync-failed', 'shared', before);
  expect('how it failed', [event['project'], event['phase']], [PLATFORM, 'Failed']);
  if (event['message']?.includes(FAILURE) !== true) throw new Unmet(`it failed because of ${event['message'] ?? ''}`);
  tookTime(event);
  back();
  await repository.commit('A secret as before');
}

/** A version that its gate refuses, and then the old one again. */
async function aborted(world: World, service: Canary): Promise<void> {
  const { hash, revert } = await service.release('d');
  world.exporter.behave(hash, BAD);
  act(`${service.app}: the new version answers 40 % of its requests with 503`);
  const event = await arrives(world, 'rollout-aborted', service.service);
  const revision = service.rollout.metadata.annotations?.['rollout.argoproj.io/revision'];
  expect('what was aborted', [event['rollout'], event['revision']], [service.service, revision]);
  const message = `RolloutAborted: Rollout aborted update to revision ${revision ?? ''}: `;
  if (event['message']?.startsWith(message) !== true) throw new Unmet(`it was aborted with ${event['message'] ?? ''}`);
  tookTime(event);
  const completed = events(world, 'rollout-completed', service.service).length;
  await revert();
  await service.promoted();
  await arrives(world, 'rollout-completed', service.service, completed);
  // The engine looks at a Rollout in two ways: who hears of both hears it twice.
  expect(
    'how often each was told',
    [
      events(world, 'rollout-aborted', service.service).length,
      events(world, 'rollout-completed', service.service).length - completed,
    ],
    [1, 1],
  );
}

export const notifications: Scenario = {
  name: 'notifications',
  shows:
    'A deployment, a sync that fails and a rollout that is aborted are told to a webhook: once, with its token, and with what delivery metrics need',
  lane: PLATFORM,
  sabotage: {
    what: 'the trigger of a failed sync waits for another word',
    file: /argocd\/ConfigMap-argocd-notifications-cm\.yaml$/,
    find: "phase in ['Error', 'Failed']",
    replace: "phase in ['Error']",
  },
  async run(world) {
    const { repository } = world;
    const gateway = await canary(world, PLATFORM, ENVIRONMENT, 'gateway-api');
    const asBefore = remember(world, `${PLATFORM}-${ENVIRONMENT}`);
    await fillSecrets(world);
    const webhook = ['webhook:delivery-metrics'] as const;
    const commit = await repository.commit('The delivery metrics of staging of traffic-tacos', () => {
      editEnvironment(repository, PLATFORM, ENVIRONMENT, (environment) => ({
        ...environment,
        // A retry waits for longer than the story does.
        sync: { ...environment.sync, retry: { limit: 0, duration: '5s', factor: 2, maxDuration: '3m' } },
        notify: {
          'on-deployed': webhook,
          'on-sync-failed': webhook,
          'on-rollout-aborted': webhook,
          'on-rollout-completed': webhook,
        },
      }));
    });
    // Who hears of something from now on hears of how it is.
    await together(['gateway-api', RELEASED].map((part) => arrives(world, 'deployed', part)));
    await together([deployed(world), failed(world), aborted(world, gateway)]);
    if (commit) await repository.revert(commit, 'The delivery metrics of staging of traffic-tacos');
    await asBefore();
  },
};
