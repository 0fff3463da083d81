import type { ImageRef } from './image-ref.ts';

/** A value inside Helm values. No null, which would delete a default of the chart: members without a value are not written. */
export type HelmValue = string | number | boolean | readonly HelmValue[] | HelmValues;

/** Helm values, by key. An interface, because a type cannot contain itself by name. */

export interface HelmValues {
  readonly [key: string]: HelmValue;
}

/** A Helm chart kept elsewhere: becomes an Application, and has no folder in `dist/`. */
export interface HelmChart {
  readonly description: string;
  /** Address of the chart repository: `https://…`, or without a scheme for an OCI registry. */
  readonly repository: string;
  readonly chart: string;
  /** @default - the key of the chart */
  readonly releaseName?: string;
  /** Namespace it is installed into. @default - the environment's */
  readonly namespace?: string;
  /** Pod Security level of that namespace, where it is the chart's own. @default 'restricted' */
  readonly podSecurity?: 'privileged' | 'baseline' | 'restricted';
  /** @default - the chart's own defaults */
  readonly values?: HelmValues;
  /** Image of `release.yaml` -> the place in the values (`web.image`) where `repository`, `tag` and `digest` are written. @default - none */
  readonly images?: Readonly<Record<string, string>>;
  /** Whether the API server merges: needed for large CRDs. @default false */
  readonly serverSideApply?: boolean;
  /** Order among the parts of this environment, lower first. @default 0 */
  readonly wave?: number;
}

/** One chart's block of `release.yaml`. */
export interface ChartRelease {
  /** Exact version. */
  readonly version: string;
  /** Images that the values name, each pinned. @default - none */
  readonly images: ReadonlyMap<string, ImageRef>;
  readonly from?: string;
}
