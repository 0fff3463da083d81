import { removePart } from '../harness/fleet-edits.ts';
import { asks, endQuestions, objectsOf, remaining, remember } from '../harness/removal.ts';
import type { Scenario } from '../harness/scenario.ts';
import { holds, until } from '../harness/until.ts';

const PLATFORM = 'traffic-tacos';
const PART = 'reservation-worker';

export const removal: Scenario = {
  name: 'removal',
  shows:
    'A service that leaves git leaves staging with its Application, and waits for a person in production; a revert brings all back',
  lane: PLATFORM,
  sabotage: {
    what: 'an Application of production is pruned without asking',
    file: /Application-traffic-tacos-prod-reservation-worker\.yaml$/,
    find: 'sync-options: Prune=confirm,Delete=confirm',
    replace: 'sync-options: Validate=true',
  },
  async run(world) {
    const { plane, repository, view } = world;
    const asBefore = remember(world, PLATFORM);
    const staging = objectsOf(repository, `${PLATFORM}/staging/${PART}`);
    const production = objectsOf(repository, `${PLATFORM}/prod/${PART}`);
    const commit = await repository.commit(`${PART} leaves ${PLATFORM}`, () => {
      removePart(repository, PLATFORM, PART);
    });
    // A service can be made again from git: where nobody starts the syncs, nobody is asked.
    await until(
      'its objects in staging',
      async () => (await remaining(plane.api, staging)).join(' '),
      (seen) => seen === '' && !view.applications.get(`${PLATFORM}-staging-${PART}`, 'argocd'),
    );
    await asks(world, `${PLATFORM}-prod`, `${PLATFORM}-prod-${PART}`);
    const left = async (): Promise<number> => (await remaining(plane.api, production)).length;
    await holds('its objects in production', left, (seen) => seen === production.length, { seconds: 10 });

    if (commit) await repository.revert(commit, `${PART} leaves ${PLATFORM}`);
    await endQuestions(world, `${PLATFORM}-prod`);
    await asBefore();
  },
};
