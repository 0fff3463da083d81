/** One Application of a set. */
export interface Cell {
  readonly environment: string;
  readonly part: string;
}

/** How a template speaks of the environment and the part that it is filled for. */
export interface Words {
  /** An operand: `.environment`, `(index .path.segments 2)`. */
  readonly environment: string;
  readonly part: string;
}

const quoted = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(' ');

const isOneOf = (word: string, names: readonly string[]): string =>
  names.length === 1 ? `eq ${word} ${quoted(names)}` : `has ${word} (list ${quoted(names)})`;

const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort();

/** The parts of each environment. */
function byEnvironment(cells: readonly Cell[]): ReadonlyMap<string, string> {
  const parts = new Map<string, string[]>();
  for (const { environment, part } of cells) parts.set(environment, [...(parts.get(environment) ?? []), part]);
  return new Map([...parts].map(([environment, names]) => [environment, quoted(distinct(names))]));
}

/**
 * What a template asks in order to take `some` of `all`, in as few words as may be: by environment, by part, by either, or
 * by naming each pair.
 */
export function condition(some: readonly Cell[], all: readonly Cell[], words: Words): string {
  const has = byEnvironment(some);
  const could = byEnvironment(all);
  const whole = [...has.keys()].filter((environment) => has.get(environment) === could.get(environment)).sort();
  const others = [...could.keys()].filter((environment) => !whole.includes(environment));
  const rest = some.filter(({ environment }) => !whole.includes(environment));
  if (rest.length === 0) return isOneOf(words.environment, whole);
  const parts = distinct(rest.map(({ part }) => part));
  // In every other environment exactly those of `parts` that it has.
  const uniform = all.every(
    (cell) => whole.includes(cell.environment) || parts.includes(cell.part) === rest.some((one) => one === cell),
  );
  if (uniform && others.length > 0) {
    const byPart = isOneOf(words.part, parts);
    return whole.length === 0 ? byPart : `or (${isOneOf(words.environment, whole)}) (${byPart})`;
  }
  const pairs = some.map(({ environment, part }) => `${environment}/${part}`).sort();
  return isOneOf(`(printf "%s/%s" ${words.environment} ${words.part})`, pairs);
}
