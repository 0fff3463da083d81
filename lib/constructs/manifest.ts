import { ApiObject, type ApiObjectMetadataDefinition, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';

/** What the generated `Kind.manifest(props)` functions return: plain JSON. */
export interface PlainManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/**
 * An ApiObject made from a plain manifest: `new Manifest(this, 'service', k8s.KubeService.manifest({ … }))`.
 *
 * The typed props are turned into JSON once, when it is made, so that rendering need not resolve every value again
 * (cdk8s walks to the root of the tree for each one). To cdk8s it is an ordinary ApiObject: labels, annotations and
 * JSON patches added later are honoured, and `App.synth()` renders it.
 */
export class Manifest extends ApiObject {
  readonly #manifest: () => Omit<PlainManifest, 'metadata'>;
  readonly #patches: JsonPatch[] = [];

  /**
   * @param manifest the object
   * @param late makes the rest of the object when it is rendered, for one that depends on constructs made after it; its
   *   metadata is that of `manifest`. @default - `manifest` is the whole object
   */
  constructor(scope: Construct, id: string, manifest: PlainManifest, late?: () => Omit<PlainManifest, 'metadata'>) {
    // An explicit name, always: one that cdk8s makes up would hash the construct path.
    const name = manifest.metadata?.['name'];
    if (typeof name !== 'string' || name === '') throw new Error(`a ${manifest.kind} must have metadata.name`);
    super(scope, id, manifest);
    this.#manifest = late ?? (() => manifest);
  }

  override addJsonPatch(...operations: JsonPatch[]): void {
    this.#patches.push(...operations);
  }

  override toJson(): unknown {
    const manifest = { ...this.#manifest(), metadata: metadataOf(this.metadata) };
    return this.#patches.length === 0 ? manifest : JsonPatch.apply(manifest, ...this.#patches);
  }
}

/**
 * Metadata as `metadata.toJson()` renders it: what it was made with, what was added later, and nothing that is empty.
 * Its own `toJson()` resolves and sanitizes every value, which is most of what an object costs in cdk8s; these values
 * are plain already. The fields are private in cdk8s: a test compares the two.
 */
function metadataOf(metadata: ApiObjectMetadataDefinition): Record<string, unknown> {
  const json: Record<string, unknown> = { name: metadata.name };
  const put = (key: string, value: unknown): void => {
    if (!isEmpty(value)) json[key] = value;
  };
  put('namespace', metadata.namespace);
  put('labels', metadata['labels']);
  put('annotations', metadata['annotations']);
  put('finalizers', metadata['finalizers']);
  put('ownerReferences', metadata['ownerReferences']);
  const others = metadata['_additionalAttributes'] as Record<string, unknown>;
  for (const key in others) if (!KNOWN.has(key)) put(key, others[key]);
  return json;
}

const KNOWN = new Set(['name', 'namespace', 'labels', 'annotations', 'finalizers', 'ownerReferences']);

function isEmpty(value: unknown): boolean {
  if (typeof value !== 'object') return value === undefined;
  for (const _ in value) return false;
  return true;
}
