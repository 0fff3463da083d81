import type { Tier } from '../build/cache.ts';
import { ControlPlane } from '../plane/control-plane.ts';
import type { Ending } from './ending.ts';

/** Starts a control plane, lets `work` use it, and ends it: when that is done, has failed, or somebody wants the end. */
export async function onPlane<T>(tier: Tier, ending: Ending, work: (plane: ControlPlane) => Promise<T>): Promise<T> {
  let stop = (): Promise<void> => Promise.resolve();
  let forget = (): void => undefined;
  // At once, also while it is still starting: what waits then fails, and is not told.
  void ending.wait().then(() => stop());
  try {
    const plane = await ControlPlane.start(tier, (started) => {
      stop = () => started.stop();
    });
    stop = () => plane.stop();
    forget = () => {
      plane.forget();
    };
    return await work(plane);
  } finally {
    await stop();
    // Whoever ends it has seen enough.
    if (ending.exitCode !== undefined) forget();
  }
}
