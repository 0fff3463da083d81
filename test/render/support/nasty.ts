import fc from 'fast-check';

/** Strings that one reader or another takes for something else, or for an error. */
// prettier-ignore
export const ATOMS: readonly string[] = [
  ...['', ' ', '  ', '\t', '\n', '\n\n', '\r', '\r\n', ' \n', '\n ', '\t\n', 'a\n\n', '\na', 'a\n b', ' a\nb', '\ta\nb'],
  ...['a \nb', 'a\r\nb', 'a\tb', 'a\t\nb', 'end\n', '  deep\n first', '# no comment\na', '---\na', 'a: b\nc: d', '- a\n- b'],
  ...['yes', 'no', 'on', 'off', 'y', 'n', 'Y', 'N', 'YES', 'No', 'oN', 'true', 'True', 'FALSE', 'null', 'Null', 'NULL', '~'],
  ...['0', '-0', '+1', '007', '08', '0o17', '0O17', '+0o7', '0x1F', '0X1F', '0xg', '0b11', '0B11', '0B_1', '1_000', '_1'],
  ...['-_1', '+_1', '1.', '.5', '-.5', '1.5', '1e3', '1E3', '1e+3', '1e1_0', 'e1', 'E10', 'e+1', '1e', '12e03', '6.02e23'],
  ...['.inf', '-.inf', '+.INF', '.nan', '.NaN', 'nan', 'Infinity', '-inf', '12:30', '12:30:45', '1:2', '190:20:30.15'],
  ...['2024-01-15', '2024-1-5', '2024-01-15T10:00:00Z', '2024-01-15 10:00:00', '12345678901234567890', '0.1.2', '1.2.3'],
  ...['10.0.0.1', '10.0.0.0/8', '250m', '512Mi', '1.5Gi', '1h30m', '30s', '500ms', '25%', '1.21.0-rc.1', 'v1.2.3', '1-2'],
  ...['=', '<<', '<', '-', '--', '---', '...', '?', ':', '::', '- a', '-a', '--port=80', '--a: b', '? a', 'a: b', 'a:', ':a'],
  ...['a #b', 'a#b', '#a', '&a', '*a', '!a', '!!str a', '%a', '@a', '`a`', '|', '|-', '>', '>a', '{a}', '[a]', '{}', '[]'],
  ...['{{args.service}}', 'a, b', 'a]', ',', "'", '"', "'a'", '"a"', `it's`, `say "hi"`, `it's "both"`, '\\', 'a\\nb', '$(A)'],
  ...[' a', 'a ', ' a ', 'a  b', '\u00a0', 'a\u00a0', '\u0085', 'a\u2028b', '\u2029', '\ufeff', '\ufeffa', 'a\ufeff', '\u200b'],
  ...['\u0000', 'a\u0001', '\u001b[31m', '\u007f', '\u009f', '\u202e', '\ud7ff', '\ue000', '\ufffd', '\uffff', '\u{10ffff}'],
  ...['é', 'ß: a', '日本', '😀', '👩‍💻', '🏴󠁧󠁢󠁥󠁮󠁧󠁿', 'a\n😀', 'a\n\u0085b', '\u{1f468}\n\u200d', '__proto__', 'constructor', 'toString'],
  ...['x'.repeat(2000), 'long text '.repeat(50), `${'y'.repeat(1100)}: z`, '\u0001'.repeat(300), 'k'.repeat(997), '"'.repeat(999)],
];

/** The places of a document in which a string can stand. */
export const POSITIONS: Readonly<Record<string, (atom: string) => unknown>> = {
  value: (atom) => ({ key: atom, next: 1 }),
  key: (atom) => ({ [atom]: atom, nested: { [atom]: { [atom]: [] }, z: [{ [atom]: { a: 1 } }] } }),
  item: (atom) => ({ list: [atom, atom, 'end'] }),
  nested: (atom) => ({ a: [{ b: [[atom], [[atom, 1]]] }, [{ c: atom, d: { e: atom } }]], z: atom }),
  lines: (atom) => ({
    a: `first\n${atom}\nlast`,
    b: [`${atom}\n`, `first\n${atom}`, `${atom}\nlast`],
    c: `${atom}\n\n`,
  }),
  whole: (atom) => atom,
};

// prettier-ignore
const PIECES = [
  ...Array.from('abcXYZ 0123456789.-+_:#?|>\'"\\{}[]&*!%@`,=<~^;/$()\t\r\n'),
  ...['\u00e9', '\u0085', '\u2028', '\ufeff', '😀', '\u200b', '\u0001', '\u007f', '\u00a0', '\ufffd', '\u{e0041}', '\u{10ffff}'],
  ...['---', '...', '- ', '? ', ': ', ' #', '\n\n', '  ', '\n  ', 'yes', 'null', '0o', '0x', 'e1', 'Mi', '%YAML', '|-', 'a\n'],
];

/** Short texts made of what means something to a reader; some long ones. */
const text: fc.Arbitrary<string> = fc.oneof(
  { weight: 6, arbitrary: fc.array(fc.constantFrom(...PIECES), { maxLength: 10 }).map((pieces) => pieces.join('')) },
  // Everything that could be a number, and what is written plain because it is none.
  {
    weight: 4,
    arbitrary: fc.stringMatching(/^[-+]?[0-9_]{0,3}[.:eExXoObB]?[-+]?[0-9a-fA-F_.:]{0,4}[mkMGTPiE%hs/]{0,2}$/),
  },
  { weight: 2, arbitrary: fc.stringMatching(/^(\d{1,3}\.){2,3}\d{1,3}(\/\d\d?|-[a-z0-9.]{1,4})?$/) },
  { weight: 2, arbitrary: fc.constantFrom(...ATOMS) },
  { weight: 2, arbitrary: fc.string({ unit: 'binary', maxLength: 12 }) },
);

const number: fc.Arbitrary<number> = fc.oneof(
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.constantFrom(0, -0, 1e21, -1.5e-9, 5e-324, 1.7976931348623157e308, 2 ** 53, 0.1),
);

/** Any plain JSON data. */
export const jsonData: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    { weight: 5, arbitrary: text },
    { weight: 1, arbitrary: number },
    { weight: 1, arbitrary: fc.constantFrom(true, false, null) },
    { weight: 2, arbitrary: fc.array(tie('value'), { maxLength: 4 }) },
    { weight: 3, arbitrary: fc.dictionary(text, tie('value'), { maxKeys: 4, noNullPrototype: true }) },
  ),
})).value;

/** The same data as it is written: members that are null are left out. */
export function written(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(written);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, member]) => member !== null && member !== undefined)
      .map(([key, member]) => [key, written(member)]),
  );
}
