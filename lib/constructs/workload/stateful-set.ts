import type { Construct } from 'constructs';
import {
  KubePersistentVolumeClaim,
  KubeStatefulSet,
  type PodTemplateSpec,
  Quantity,
} from 'cdk8s-plus-28/lib/imports/k8s';
import type { ImageRef } from '../../model/image-ref.ts';
import { memoryBytes, type Quantity as QuantityText } from '../../model/quantity.ts';
import { Manifest } from '../manifest.ts';
import { CONFIRM_REMOVAL, WAVE } from '../sync-options.ts';
import type { Identity } from './identity.ts';
import { versionLabel } from './version-label.ts';
import { DATA_VOLUME } from './volumes.ts';

export interface StatefulSetOptions {
  readonly image: ImageRef;
  readonly count: number;
  readonly template: PodTemplateSpec;
  readonly storage: QuantityText;
}

/** The claim of each pod. What the API server adds to one in a list (version, kind, mode) is written, or Argo CD never sees it in sync. */
function dataClaim(id: Identity, storage: QuantityText): object {
  memoryBytes(storage);
  return KubePersistentVolumeClaim.manifest({
    metadata: { name: DATA_VOLUME, labels: id.selector },
    spec: {
      accessModes: ['ReadWriteOnce'],
      volumeMode: 'Filesystem',
      resources: { requests: { storage: Quantity.fromString(storage) } },
    },
  }) as object;
}

/** The StatefulSet. Its volumes outlive it, and a person must confirm before it is removed. @throws ProblemError `quantity/invalid` */
export function addStatefulSet(scope: Construct, id: Identity, options: StatefulSetOptions): Manifest {
  const manifest = KubeStatefulSet.manifest({
    metadata: id.metadata(WAVE.workload, { labels: versionLabel(options.image), annotations: { ...CONFIRM_REMOVAL } }),
    spec: {
      replicas: options.count,
      serviceName: id.name,
      selector: { matchLabels: id.selector },
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate' },
      persistentVolumeClaimRetentionPolicy: { whenDeleted: 'Retain', whenScaled: 'Retain' },
      template: options.template,
    },
  }) as { apiVersion: string; kind: string; spec: object };
  // The generated type of a claim in a list knows neither version nor kind.
  const spec = { ...manifest.spec, volumeClaimTemplates: [dataClaim(id, options.storage)] };
  return new Manifest(scope, 'stateful-set', { ...manifest, spec });
}
