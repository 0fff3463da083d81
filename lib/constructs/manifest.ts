import { ApiObject, ApiObjectMetadataDefinition, type Chart, JsonPatch, type OwnerReference } from 'cdk8s';
import type { Construct } from 'constructs';

/** What the generated `Kind.manifest(props)` functions return: plain JSON. */
export interface PlainManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: Readonly<Record<string, unknown>>;
  readonly [key: string]: unknown;
}

/**
 * Metadata that knows whether anybody has changed it since it was made. Rendering metadata is what costs cdk8s most per
 * object (it resolves and sanitizes every value), and hardly any object needs it.
 */
class TrackedMetadata extends ApiObjectMetadataDefinition {
  changed = false;

  override addLabel(key: string, value: string): void {
    this.changed = true;
    super.addLabel(key, value);
  }

  override addAnnotation(key: string, value: string): void {
    this.changed = true;
    super.addAnnotation(key, value);
  }

  override addFinalizers(...finalizers: string[]): void {
    this.changed = true;
    super.addFinalizers(...finalizers);
  }

  override addOwnerReference(owner: OwnerReference): void {
    this.changed = true;
    super.addOwnerReference(owner);
  }

  override add(key: string, value: unknown): void {
    this.changed = true;
    super.add(key, value);
  }
}

/**
 * An ApiObject made from a plain manifest: `new Manifest(this, 'service', k8s.KubeService.manifest({ … }))`.
 *
 * The typed props are turned into JSON once, when it is made, so that rendering need not resolve every value again
 * (cdk8s walks to the root of the tree for each one). To cdk8s it is an ordinary ApiObject: labels, annotations and
 * JSON patches added later are honoured, and `App.synth()` renders it.
 */
export class Manifest extends ApiObject {
  override readonly metadata: TrackedMetadata;
  readonly #manifest: () => PlainManifest;
  readonly #plainMetadata: Readonly<Record<string, unknown>>;
  readonly #patches: JsonPatch[] = [];

  /**
   * @param manifest the object
   * @param late makes the object again when it is rendered, for one that depends on constructs made after it; its
   *   metadata stays that of `manifest`. @default - `manifest` is final
   */
  constructor(scope: Construct, id: string, manifest: PlainManifest, late?: () => PlainManifest) {
    super(scope, id, { apiVersion: manifest.apiVersion, kind: manifest.kind, metadata: { name: nameOf(manifest) } });
    this.#plainMetadata = plainMetadata(manifest, this.chart);
    this.metadata = new TrackedMetadata({ ...this.#plainMetadata, apiObject: this });
    this.#manifest = late ?? (() => manifest);
  }

  override addJsonPatch(...operations: JsonPatch[]): void {
    this.#patches.push(...operations);
  }

  override toJson(): unknown {
    const metadata: unknown = this.metadata.changed ? this.metadata.toJson() : this.#plainMetadata;
    const manifest = { ...this.#manifest(), metadata };
    return this.#patches.length === 0 ? manifest : JsonPatch.apply(manifest, ...this.#patches);
  }
}

/** Metadata as cdk8s would render it: with the chart's namespace and labels, and without what is empty. */
function plainMetadata(manifest: PlainManifest, chart: Chart): Record<string, unknown> {
  const { namespace = chart.namespace, labels, ...rest } = manifest.metadata ?? {};
  const metadata: Record<string, unknown> = { ...rest, namespace, labels: { ...chart.labels, ...(labels as object) } };
  for (const key in metadata) {
    const value = metadata[key];
    if (value === undefined || (typeof value === 'object' && value !== null && isEmpty(value)))
      metadata[key] = undefined;
  }
  return metadata;
}

function isEmpty(value: object): boolean {
  for (const _ in value) return false;
  return true;
}

/** Its name, always explicit: one that cdk8s makes up would hash the construct path. */
function nameOf(manifest: PlainManifest): string {
  const name = manifest.metadata?.['name'];
  if (typeof name !== 'string' || name === '') throw new Error(`a ${manifest.kind} must have metadata.name`);
  return name;
}
