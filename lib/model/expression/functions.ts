/** How often a value of the language's own functions is a predicate: the last one, always or at will. */
export const PREDICATES: ReadonlyMap<string, 'always' | 'at will'> = new Map([
  ...['all', 'none', 'any', 'one', 'filter', 'map', 'find', 'findIndex', 'findLast', 'findLastIndex'].map(
    (name) => [name, 'always'] as const,
  ),
  ...['count', 'sum'].map((name) => [name, 'at will'] as const),
]);

/** The other functions of expr-lang 1.16, which both engines have. */
export const FUNCTIONS: ReadonlySet<string> = new Set(
  [
    'len type abs ceil floor round int float string trim trimPrefix trimSuffix upper lower split splitAfter replace repeat',
    'join indexOf lastIndexOf hasPrefix hasSuffix max min mean median toJSON fromJSON toBase64 fromBase64 now duration',
    'date first last get take keys values toPairs fromPairs reverse concat sort',
  ].flatMap((names) => names.split(' ')),
);

/** Those whose result may be nothing. */
export const MAY_BE_NOTHING: ReadonlySet<string> = new Set(['find', 'findLast', 'first', 'last', 'get', 'max', 'min']);

/** Those that take nothing for a value. */
export const TAKES_NOTHING: ReadonlySet<string> = new Set(['type', 'string', 'toJSON', 'get']);
