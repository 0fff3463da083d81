/** Path inside a file: map keys and list positions. */
export type Path = readonly (string | number)[];

/** Where one value of a file stands, and what it looks like there. Offsets count UTF-16 units from the start of the text. */
export interface Spot {
  readonly at: number;
  /** For messages: `the number 5`, `a list`, `nothing`. */
  readonly got: string;
  /** Whether it is plain text or a number that quotes, or their absence, would turn into the other. */
  readonly scalar?: { readonly quoted: boolean; readonly source: string };
  /** A problem was already reported here: whatever else looks wrong below follows from it. */
  readonly broken: boolean;
  readonly children: ReadonlyMap<string | number, Child>;
}

/** A value inside a map or list. In a list `keyAt` is where the item begins. */
export interface Child {
  readonly keyAt: number;
  /** A problem was already reported for the key itself. */
  readonly keyBroken: boolean;
  readonly spot: Spot;
}

/** `services.backend.canary[1].weight`. A key that would be misread is quoted: `services["a b"]`. */
export function fieldOf(path: Path): string {
  let field = '';
  for (const step of path) {
    if (typeof step === 'number') field += `[${String(step)}]`;
    else if (/^[\w-]+$/.test(step)) field += field === '' ? step : `.${step}`;
    else field += `[${JSON.stringify(step)}]`;
  }
  return field;
}

/** What a path leads to: how far it exists in the file, and whether it passes a broken value. */
export interface Trace {
  /** The last value on the path that exists, and how it is attached (undefined for the root). */
  readonly spot: Spot;
  readonly child: Child | undefined;
  readonly found: boolean;
  readonly broken: boolean;
}

/** Follows a path as far as the file goes. */
export function trace(root: Spot, path: Path): Trace {
  let spot = root;
  let child: Child | undefined;
  let { broken } = root;
  for (const step of path) {
    const next = spot.children.get(step);
    if (next === undefined) return { spot, child, found: false, broken };
    child = next;
    spot = next.spot;
    broken ||= spot.broken;
  }
  return { spot, child, found: true, broken };
}
