import { get, list, lists } from './read.ts';
import { named, type Reference } from './reference.ts';

/** A Secret or a ConfigMap, unless the pod starts without it. */
const required = (kind: string, key: string, sources: readonly unknown[]): Reference[] =>
  named(kind, ...sources.filter((source) => get(source, 'optional') !== true).map((source) => get(source, key)));

/** What pods of a template cannot start without. @param pod the template's `spec` */
export function ofPods(pod: unknown): Reference[] {
  const containers = [...list(get(pod, 'containers')), ...list(get(pod, 'initContainers'))];
  const variables = lists(containers, 'env').map((variable) => get(variable, 'valueFrom'));
  const whole = lists(containers, 'envFrom');
  const volumes = list(get(pod, 'volumes'));
  const sources = [...volumes, ...lists(volumes, 'projected', 'sources')];
  const each = (from: readonly unknown[], key: string): unknown[] => from.map((one) => get(one, key));
  return [
    ...named('ServiceAccount', get(pod, 'serviceAccountName')),
    ...named('Secret', ...list(get(pod, 'imagePullSecrets')).map((secret) => get(secret, 'name'))),
    ...required('Secret', 'name', each(variables, 'secretKeyRef')),
    ...required('ConfigMap', 'name', each(variables, 'configMapKeyRef')),
    ...required('Secret', 'name', each(whole, 'secretRef')),
    ...required('ConfigMap', 'name', each(whole, 'configMapRef')),
    // A volume says `secretName`, one of several in a volume `name`.
    ...required('Secret', 'secretName', each(sources, 'secret')),
    ...required('Secret', 'name', each(sources, 'secret')),
    ...required('ConfigMap', 'name', each(sources, 'configMap')),
    ...named('PersistentVolumeClaim', ...volumes.map((volume) => get(volume, 'persistentVolumeClaim', 'claimName'))),
  ];
}
