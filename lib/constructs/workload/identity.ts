import { objectLabels, selectorLabels } from '../labels.ts';
import { wave } from '../sync-options.ts';

/** Metadata of one object: always a name of its own choosing, labels and a wave. */
interface ObjectMetadata {
  readonly name: string;
  readonly labels: Record<string, string>;
  readonly annotations: Record<string, string>;
}

/** The name of a service or stateful part, and what every object of it carries. */
export class Identity {
  /** Labels that select its pods. Immutable in a cluster. */
  readonly selector: Record<string, string>;
  readonly labels: Record<string, string>;

  constructor(
    readonly name: string,
    readonly namespace: string,
    private readonly instance: string,
    platform: string,
  ) {
    this.selector = selectorLabels(name, instance);
    this.labels = objectLabels(name, instance, platform);
  }

  /** Labels that select the pods of another service or stateful part of the same environment. */
  peer(name: string): Record<string, string> {
    return selectorLabels(name, this.instance);
  }

  /** Metadata of one of its objects, applied in the wave given. @param more name, labels and annotations that differ */
  metadata(order: number, more: Partial<ObjectMetadata> = {}): ObjectMetadata {
    return {
      name: more.name ?? this.name,
      labels: { ...this.labels, ...more.labels },
      annotations: { ...wave(order), ...more.annotations },
    };
  }
}
