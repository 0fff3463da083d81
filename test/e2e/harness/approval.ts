import { isDone } from '../plane/argocd.ts';
import type { Application } from '../plane/kinds.ts';
import { summary } from './applications.ts';
import { act } from './log.ts';
import { until } from './until.ts';
import type { World } from './world.ts';

/** Whether a person starts each of its syncs. */
export const isManual = ({ kind, spec }: Application): boolean =>
  kind === 'Application' && spec.syncPolicy?.automated === undefined;

/** Plays the person who syncs Applications by hand. */
export async function syncByHand({ argocd, view }: World, names: readonly string[]): Promise<void> {
  if (names.length === 0) return;
  act(`argocd app sync ${names.join(' ')}`);
  await Promise.all(names.map((name) => argocd.sync(name)));
  const those = (): readonly Application[] =>
    view.applications.list().filter(({ metadata }) => names.includes(metadata.name));
  await until(
    'manual',
    () => summary(those()),
    () => those().every(({ operation, status }) => operation === undefined && status?.sync?.status === 'Synced'),
    { seconds: 180 },
  );
}

/** Syncs by hand all that a commit left behind because no environment syncs it by itself. */
export async function approve(world: World): Promise<void> {
  const behind = world.view.applications
    .list()
    .filter((one) => isManual(one) && one.status?.sync?.status === 'OutOfSync');
  await syncByHand(
    world,
    behind.map(({ metadata }) => metadata.name),
  );
}

/** Waits until these Applications are Synced, Healthy and at rest. */
export async function allDone({ view }: World, names: readonly string[], seconds: number): Promise<void> {
  const those = (): readonly Application[] =>
    view.applications.list().filter(({ metadata }) => names.includes(metadata.name));
  await until(
    'manual',
    () => summary(those()),
    () => those().length === names.length && those().every(isDone),
    { seconds },
  );
}
