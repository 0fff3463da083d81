import type { Chart } from 'cdk8s';
import type { HelmValue } from '../../model/chart.ts';
import { exactVersion } from '../../model/chart-version.ts';
import type { ImageRef } from '../../model/image-ref.ts';
import { isMap } from '../../model/map.ts';
import { podSecurityLabels, type PodSecurity } from '../environment/namespace.ts';
import type { Manifest } from '../manifest.ts';
import { addApplication, type ApplicationOptions } from './application.ts';

export interface HelmPartOptions {
  /** Address of the chart repository: `https://…`, or without a scheme for an OCI registry. */
  readonly repository: string;
  readonly chart: string;
  /** Exact version; ranges are refused. */
  readonly version: string;
  /** @default - the part's id */
  readonly releaseName?: string;
  /** Namespace that is the chart's own. @default - the environment's */
  readonly namespace?: string;
  /** Pod Security level of the chart's own namespace. @default 'restricted' */
  readonly podSecurity?: PodSecurity;
  /** @default - the chart's own defaults */
  readonly values?: Readonly<Record<string, HelmValue>>;
  /** Place in the values (`web.image`) -> image written there as `repository`, `tag` and `digest`. @default - none */
  readonly images?: Readonly<Record<string, ImageRef>>;
  /** Whether the API server merges: needed for large CRDs. @default false */
  readonly serverSideApply?: boolean;
  /** Order among the charts, lower first. @default 0 */
  readonly wave?: number;
}

/** `values` with each image at its place. Neither argument is changed. */
function withImages(
  values: Readonly<Record<string, HelmValue>>,
  images: Readonly<Record<string, ImageRef>>,
): Record<string, HelmValue> {
  const result = structuredClone(values) as Record<string, HelmValue>;
  for (const [place, image] of Object.entries(images)) {
    let at = result as Record<string, unknown>;
    for (const key of place.split('.')) {
      const next = at[key];
      const inside: Record<string, unknown> = isMap(next) ? next : {};
      at[key] = inside;
      at = inside;
    }
    Object.assign(at, { repository: image.repository, tag: image.tag, digest: image.digest });
  }
  return result;
}

/**
 * Adds the Application of a Helm chart.
 * @throws ProblemError `chart/not-exact` unless the version is exact
 */
export function addHelmApplication(
  scope: Chart,
  id: string,
  options: HelmPartOptions,
  common: Omit<ApplicationOptions, 'source'>,
): Manifest {
  const own = options.namespace !== undefined && options.namespace !== common.destination.namespace;
  const values = withImages(options.values ?? {}, options.images ?? {});
  return addApplication(scope, id, {
    ...common,
    destination: { ...common.destination, namespace: options.namespace ?? common.destination.namespace },
    sync: options.serverSideApply ? { ...common.sync, serverSideApply: true } : common.sync,
    ...(common.sync.mode === 'automatic' && options.wave !== undefined ? { wave: options.wave } : {}),
    // Nothing else of ours lives in a chart's own namespace, so Argo CD may make it together with the chart.
    ...(own
      ? {
          syncOptions: ['CreateNamespace=true'],
          namespaceLabels: podSecurityLabels(options.podSecurity ?? 'restricted'),
        }
      : {}),
    source: {
      repoUrl: options.repository,
      chart: options.chart,
      targetRevision: exactVersion(options.version),
      helm: {
        releaseName: options.releaseName ?? id,
        valuesObject: Object.keys(values).length > 0 ? values : undefined,
      },
    },
  });
}
