import { ProblemError } from '../model/issue.ts';
import type { KubeObject } from '../model/synthesis.ts';

/** One object of the tree, before it has a file name. */
export interface MadeObject {
  readonly object: KubeObject;
  /** Text of its file. */
  readonly text: string;
  /** Path of the construct that made it. */
  readonly node: string;
  /** Folder of its chart in `dist/`. */
  readonly folder: string;
  /** Folder of the data that it is made from: the file of its issues. */
  readonly source: string;
  /** Cluster that it lives in; '' for the only one. */
  readonly cluster: string;
}

const isText = (value: unknown): boolean => typeof value === 'string' && value !== '';

/**
 * Returns what an ApiObject rendered to when Kubernetes could tell what it is.
 * @throws ProblemError `render/incomplete-object`
 */
export function kubeObject(rendered: unknown): KubeObject {
  const { apiVersion, kind, metadata } = (rendered ?? {}) as Partial<Record<string, unknown>>;
  const missing = [
    ...(isText(apiVersion) ? [] : ['apiVersion']),
    ...(isText(kind) ? [] : ['kind']),
    ...(isText((metadata as { name?: unknown } | undefined)?.name) ? [] : ['metadata.name']),
  ];
  if (missing.length === 0) return rendered as KubeObject;
  throw new ProblemError({
    code: 'render/incomplete-object',
    message: `must be an object with apiVersion, kind and metadata.name, got none for ${missing.join(' and ')}`,
    fix: 'give it where the object is made; a patch may have removed it',
  });
}
