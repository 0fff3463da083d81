import { text } from './read.ts';

/** Something that an object needs: without it, it does not get healthy. */
export interface Reference {
  readonly kind: string;
  readonly name: string;
  /** `''` for what stands in no namespace. @default - the object's own */
  readonly namespace?: string;
  /** @default - the object's own */
  readonly cluster?: string;
}

/** References by these names, in the object's own namespace; what is no name is left out. */
export const named = (kind: string, ...names: readonly unknown[]): Reference[] =>
  names.flatMap((name) => {
    const known = text(name);
    return known === undefined || known === '' ? [] : [{ kind, name: known }];
  });

/** One by kind, name and perhaps namespace. @param kind where it does not say */
export function pointed(to: unknown, kind: string, clusterScoped: readonly string[] = []): Reference[] {
  const { name, ...rest } = (to ?? {}) as {
    readonly name?: unknown;
    readonly kind?: unknown;
    readonly namespace?: unknown;
  };
  const found = text(rest.kind) ?? kind;
  const namespace = clusterScoped.includes(found) ? '' : text(rest.namespace);
  return named(found, name).map((one) => (namespace === undefined ? one : { ...one, namespace }));
}
