import { type Api, type Reference, referenceOf } from '../plane/api.ts';
import type { Application } from '../plane/kinds.ts';
import { named, restless } from './applications.ts';
import { act } from './log.ts';
import type { Repository } from './repository.ts';
import { none, Unmet, until } from './until.ts';
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
export async function endQuestions({ argocd, view }: World): Promise<void> {
  const asking = view.applications.list().filter(({ operation }) => operation !== undefined);
  for (const { metadata } of asking.filter((one) => message(one).startsWith('waiting for pruning confirmation'))) {
    act(`argocd app terminate-op ${metadata.name}`);
    await argocd.terminate(metadata.name);
  }
}

/** Waits until there are as many Applications as before, all of them Synced, Healthy and at rest. */
export async function whole({ view }: World, count: number): Promise<void> {
  const all = (): readonly Application[] => view.applications.list();
  const wrong = (): string[] => [
    ...restless(all()),
    ...(all().length === count ? [] : [`${String(all().length)} Applications of ${String(count)}`]),
  ];
  const left = (): string => `${String(wrong().length)} not as before`;
  await until('all', left, () => wrong().length === 0, { seconds: 240 }).catch((error: unknown) => {
    if (error instanceof Unmet) none('Applications that are not as before', wrong());
    throw error;
  });
}
