/** What lies at a path of an object, where there is something. */
export function get(value: unknown, ...path: readonly string[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Readonly<Record<string, unknown>>)[key];
  }
  return at;
}

/** A list, or nothing. */
export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

/** The lists at a path of each of several values, as one. */
export const lists = (values: readonly unknown[], ...path: readonly string[]): readonly unknown[] =>
  values.flatMap((value) => list(get(value, ...path)));

/** Text, or nothing. */
export const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
