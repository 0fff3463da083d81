import { type Api, type Reference, referenceOf } from '../plane/api.ts';
import type { Application } from '../plane/kinds.ts';
import { named, restless } from './applications.ts';
import { act } from './log.ts';
import type { Repository } from './repository.ts';
import { holds, none, Unmet, until } from './until.ts';
import type { World } from './world.ts';

/** The objects of a folder of `dist/`. */
export const objectsOf = (repository: Repository, folder: string): readonly Reference[] =>
  repository
    .manifests()
    .filter(({ path }) => path.startsWith(`${folder}/`))
    .map(({ object }) => referenceOf(object));

/** Those that are in the cluster. */
export async function remaining(api: Api, references: readonly Reference[]): Promise<string[]> {
  const found = await Promise.all(references.map(async (one) => ((await api.find(one)) ? [one] : [])));
  return found.flat().map(({ kind, name }) => `${kind}/${name}`);
}

const message = ({ status }: Application): string => status?.operationState?.message ?? '';

/** Waits until an Application waits for a person before it prunes another one. */
export async function asks({ view }: World, application: string, about: string): Promise<void> {
  const wanted = `waiting for pruning confirmation of argoproj.io/Application/${about}`;
  await until(
    application,
    () => message(named(view.applications, application)),
    (seen) => seen === wanted,
  );
}

/** What a person does who was asked, and finds that it is a mistake: the answer must not come from a sync of yesterday. */
export async function endQuestions({ argocd, view }: World, ...names: readonly string[]): Promise<void> {
  const asking = names.map((name) => named(view.applications, name)).filter(({ operation }) => operation !== undefined);
  for (const { metadata } of asking.filter((one) => message(one).startsWith('waiting for pruning confirmation'))) {
    act(`argocd app terminate-op ${metadata.name}`);
    await argocd.terminate(metadata.name);
  }
}

/** The Applications of a platform, its own among them; of all when none is named. */
export const applicationsOf = ({ view }: World, platform?: string): readonly Application[] =>
  view.applications
    .list()
    .filter(({ metadata: { name } }) => platform === undefined || name === platform || name.startsWith(`${platform}-`));

/** Applications of a platform that are being deleted, by name. */
const deleted = (world: World, platform: string): string =>
  applicationsOf(world, platform)
    .filter(({ metadata }) => metadata.deletionTimestamp !== undefined)
    .map(({ metadata }) => metadata.name)
    .sort()
    .join(' ');

/** Waits until these of a platform are being deleted and no other, and looks on for a while. @param seconds how long, 0 by default */
export async function areDeleted(world: World, platform: string, wanted: string, seconds = 0): Promise<void> {
  const what = `Applications of ${platform} that are being deleted`;
  const seen = (): string => deleted(world, platform);
  await until(what, seen, (names) => names === wanted, { show: (names) => names || 'none' });
  if (seconds > 0) await holds(what, seen, (names) => names === wanted, { seconds });
}

/**
 * Remembers which Applications there are. Answers a wait until those are there again and no other, Synced, Healthy and at
 * rest.
 * @param platform whose. @default - all
 */
export function remember(world: World, platform?: string): () => Promise<void> {
  const now = (): readonly Application[] => applicationsOf(world, platform);
  const count = now().length;
  const wrong = (): string[] => [
    ...restless(now()),
    ...(now().length === count ? [] : [`${String(now().length)} Applications of ${String(count)}`]),
  ];
  const left = (): string => `${String(wrong().length)} not as before`;
  return () =>
    until(platform ?? 'all', left, () => wrong().length === 0, { seconds: 240 }).then(
      () => undefined,
      (error: unknown) => {
        if (error instanceof Unmet) none('Applications that are not as before', wrong());
        throw error;
      },
    );
}
