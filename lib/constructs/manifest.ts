import { ApiObject, JsonPatch } from 'cdk8s';
import type { Construct } from 'constructs';

/** What the generated `Kind.manifest(props)` functions return: plain JSON. */
interface PlainManifest {
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
  readonly #manifest: () => PlainManifest;
  readonly #patches: JsonPatch[] = [];

  /**
   * @param manifest the object
   * @param late makes the object again when it is rendered, for one that depends on constructs made after it; its
   *   metadata stays that of `manifest`. @default - `manifest` is final
   */
  constructor(scope: Construct, id: string, manifest: PlainManifest, late?: () => PlainManifest) {
    super(scope, id, { apiVersion: manifest.apiVersion, kind: manifest.kind, metadata: { ...manifest.metadata } });
    this.#manifest = late ?? (() => manifest);
  }

  override addJsonPatch(...operations: JsonPatch[]): void {
    this.#patches.push(...operations);
  }

  override toJson(): unknown {
    const manifest = { ...this.#manifest(), metadata: this.metadata.toJson() as unknown };
    return this.#patches.length === 0 ? manifest : JsonPatch.apply(manifest, ...this.#patches);
  }
}
