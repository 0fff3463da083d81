import type { Tier } from '../build/cache.ts';
import { ControlPlane, type Started } from '../plane/control-plane.ts';
import type { Ending } from './ending.ts';
import { log } from './log.ts';

/**
 * Starts a control plane, lets `work` use it, and ends it: when that is done, has failed, or somebody wants the end.
 * @param failed whether something went wrong that a person may want to look into: then its folder is kept
 */
export async function onPlane<T>(
  tier: Tier,
  ending: Ending,
  failed: () => boolean,
  work: (plane: ControlPlane) => Promise<T>,
): Promise<T> {
  let plane: Started | undefined;
  let broken = false;
  // At once, also while it is still starting: what waits then fails, and is not told.
  void ending.wait().then(() => plane?.stop());
  try {
    const whole = await ControlPlane.start(tier, (started) => {
      plane = started;
    });
    plane = whole;
    return await work(whole);
  } catch (error) {
    broken = ending.exitCode === undefined;
    throw error;
  } finally {
    await plane?.stop();
    if (broken || failed()) log(`kept: ${plane?.folder ?? 'nothing'}`);
    else plane?.forget();
  }
}
