import { Quantity, type Volume, type VolumeMount } from 'cdk8s-plus-28/lib/imports/k8s';
import { ProblemError } from '../../model/issue.ts';
import { memoryBytes } from '../../model/quantity.ts';
import type { Scratch } from '../../model/workload.ts';
import { checkedFolder } from './checks.ts';

/** Name of the claim that holds the data of a stateful part. */
export const DATA_VOLUME = 'data';

/** `/var/cache/nginx` -> `scratch-var-cache-nginx`: named after its path, so that adding one does not rename the others. */
function scratchName(path: string): string {
  const words = path.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `scratch${words}`.slice(0, 63).replace(/-+$/, '');
}

/**
 * The writable folders of a container: empty ones that vanish with the pod, and the folder of its data.
 * @throws ProblemError `path/invalid`, `path/twice`, `quantity/invalid`
 */
export function containerVolumes(
  scratch: readonly Scratch[] = [],
  dataPath?: string,
): { volumes: Volume[]; mounts: VolumeMount[] } {
  const mounts: VolumeMount[] =
    dataPath === undefined ? [] : [{ name: DATA_VOLUME, mountPath: checkedFolder(dataPath) }];
  const volumes = scratch.map(({ path, size = '64Mi' }): Volume => {
    const mount = { name: scratchName(checkedFolder(path)), mountPath: path };
    const same = mounts.find((other) => other.name === mount.name || other.mountPath === path);
    if (same) {
      throw new ProblemError({
        code: 'path/twice',
        message: `must be mounted once, and differ in more than punctuation: ${path} and ${same.mountPath}`,
      });
    }
    memoryBytes(size);
    mounts.push(mount);
    return { name: mount.name, emptyDir: { sizeLimit: Quantity.fromString(size) } };
  });
  return { volumes, mounts };
}
