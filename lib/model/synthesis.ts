import type { Issue } from './issue.ts';
import type { ResolvedFleet } from './resolved.ts';

/** A Kubernetes object as data. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [key: string]: unknown };
  readonly [key: string]: unknown;
}

/** One file of `dist/`, in memory. */
export interface RenderedFile {
  /** Relative to `dist/`, with `/`: `pern/production/backend/Rollout-backend.yaml`. */
  readonly path: string;
  /** Whole text, ending in a newline. The first line is the mark of ownership. */
  readonly text: string;
  /** The object in it. @default - none: `README.md` */
  readonly object?: KubeObject;
  /** Construct path that made it: `pern/production/backend/rollout`. */
  readonly node: string;
}

/** The one value that commands, policies and reports read. `files` is empty when there are errors. */
export interface Synthesis {
  /** @default - undefined when the data has errors */
  readonly fleet?: ResolvedFleet;
  readonly files: readonly RenderedFile[];
  readonly issues: readonly Issue[];
}
