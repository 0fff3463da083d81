import type { KubeObject } from '../../../lib/model/synthesis.ts';
import { type Api, type Followed, referenceOf } from './api.ts';

interface Claim extends KubeObject {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly uid: string };
  readonly spec: {
    readonly accessModes: readonly string[];
    readonly resources: { readonly requests: { readonly storage: string } };
  };
  readonly status?: { readonly phase?: string };
}

interface Volume extends KubeObject {
  readonly status?: { readonly phase?: string };
}

/**
 * Plays the storage provider: makes a volume for each claim that waits for one, and removes it when the claim is gone. The
 * volume binder is the real one.
 */
export async function provideVolumes(api: Api): Promise<void> {
  const claims: Followed<Claim> = await api.follow('v1', 'PersistentVolumeClaim');
  const provide = (claim: Claim): void => {
    if (claim.status?.phase !== 'Pending') return;
    void api.apply(volumeFor(claim)).catch(() => undefined); // It waits again, or the plane is going down.
  };
  claims.on('add', provide);
  claims.on('update', provide);
  claims.list().forEach(provide);

  const volumes: Followed<Volume> = await api.follow('v1', 'PersistentVolume');
  volumes.on('update', (volume) => {
    if (!['Released', 'Failed'].includes(volume.status?.phase ?? '')) return;
    void api.delete(referenceOf(volume)).catch(() => undefined);
  });
}

const volumeFor = ({ metadata: { name, namespace, uid }, spec }: Claim): KubeObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: `pvc-${uid}` },
  spec: {
    capacity: { storage: spec.resources.requests.storage },
    accessModes: spec.accessModes,
    persistentVolumeReclaimPolicy: 'Delete',
    claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name, namespace },
    hostPath: { path: '/nowhere' },
  },
});
