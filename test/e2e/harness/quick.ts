import { fleet as shipped } from '../../../environments/index.ts';
import { approve } from './approval.ts';
import type { Filter } from './dist.ts';
import type { Block } from './repository.ts';
import type { World } from './world.ts';

/** What a canary of the test waits for: the code that makes Rollouts is what it is. */
const WAIT = '2s';
const SAMPLING = { interval: '2s', count: 3, failureLimit: 1 };
/** Argosy asks for four scrapes of 30 s. The Prometheus of the test scrapes every second. */
const WINDOW = '6s';

/** Time that a gate measures over, and that it waits first, in a rendered AnalysisTemplate. */
const shortWindows: Filter = (text, path) =>
  path.includes('/AnalysisTemplate-')
    ? text.replaceAll(/(initialDelay: )\w+/g, `$1${WINDOW}`).replaceAll(/\[\d+[smh]\]/g, `[${WINDOW}]`)
    : text;

function shortenTuning(tuning: Block): void {
  tuning['sampling'] = SAMPLING;
  for (const service of Object.values((tuning['services'] ?? {}) as Record<string, Block>))
    for (const step of (service['canary'] ?? []) as Block[]) step['wait'] = WAIT;
}

/** What is replaced besides, for the report. */
export const SHORTENED =
  'for canaries `tuning.yaml` of every environment: waits of 2 s, three measurements 2 s apart; and in AnalysisTemplates the windows: 6 s instead of 2 or 5 minutes';

const short = new WeakMap<World, Promise<void>>();

/** Gives every environment a tuning of the test, whose pauses are short: one commit, the first time. */
export function shortPauses(world: World): Promise<void> {
  const begun = short.get(world) ?? shorten(world);
  short.set(world, begun);
  return begun;
}

async function shorten(world: World): Promise<void> {
  const { repository, platforms } = world;
  repository.through(shortWindows);
  await repository.commit('Short pauses', () => {
    for (const { name, environments } of shipped.platforms.filter((platform) => platforms.includes(platform.name)))
      for (const environment of environments.filter(({ active = true }) => active))
        repository.edit(`${name}/${environment.name}/tuning.yaml`, shortenTuning);
  });
  await approve(world);
}
