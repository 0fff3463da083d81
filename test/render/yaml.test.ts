import fc from 'fast-check';
import { ProblemError } from '../../lib/model/issue.ts';
import { toYaml } from '../../lib/render/yaml.ts';
import { ATOMS, jsonData, POSITIONS, written } from './support/nasty.ts';
import { canonical, go, hasGo, hasPython, JAVASCRIPT, python } from './support/readers.ts';

const problemOf = (value: unknown): string => {
  try {
    return `no error: ${toYaml(value)}`;
  } catch (error) {
    return error instanceof ProblemError ? `${error.problem.code}: ${error.problem.message}` : String(error);
  }
};

describe('the layout of a document', () => {
  test('puts what identifies an object first, and sorts the rest', () => {
    const object = {
      spec: {
        replicas: 2,
        paused: false,
        containers: [{ name: 'web', args: ['--port=80'], env: [] }, { name: 'log' }],
      },
      status: {},
      data: { b: '1', a: '' },
      metadata: { name: 'web', labels: { kind: 'x', apiVersion: 'z' } },
      kind: 'Example',
      apiVersion: 'v1',
    };
    expect(toYaml(object)).toBe(`apiVersion: v1
kind: Example
metadata:
  labels:
    apiVersion: z
    kind: x
  name: web
spec:
  containers:
    - args:
        - --port=80
      env: []
      name: web
    - name: log
  paused: false
  replicas: 2
data:
  a: ""
  b: "1"
status: {}
`);
  });

  test('sorts keys by code unit, in no locale', () => {
    const keys = ['b', 'a', 'B', 'A', 'ä', 'z', '10', '9', 'aa', 'a-b', 'a.b', 'a_b', '😀', '\uff5e'];
    const many = Object.fromEntries([...keys, ...Array.from({ length: 40 }, (_, i) => `k${i}`)].map((key) => [key, 1]));
    for (const members of [Object.fromEntries(keys.map((key) => [key, 1])), many]) {
      const lines = toYaml({ nested: members }).trimEnd().split('\n').slice(1);
      const read = lines.map((line) => line.trim().replace(/^"|"?: 1$/g, ''));
      expect(read).toEqual(Object.keys(members).sort());
    }
  });

  test('does not depend on the order in which members were added', () => {
    expect(toYaml({ b: { y: 1, x: [{ d: 1, c: 2 }] }, a: 1 })).toBe(toYaml({ a: 1, b: { x: [{ c: 2, d: 1 }], y: 1 } }));
  });

  test('leaves out members without a value, and keeps what is empty', () => {
    const value = {
      a: undefined,
      b: null,
      c: [],
      d: {},
      e: '',
      f: { g: null },
      h: [null, [], {}, '', { i: undefined }],
    };
    expect(toYaml(value)).toBe(`c: []
d: {}
e: ""
f: {}
h:
  - null
  - []
  - {}
  - ""
  - {}
`);
    expect(toYaml({ a: null })).toBe('{}\n');
  });

  test('writes lists in lists and lists at the top', () => {
    expect(toYaml([['a', ['b']], [[{ c: [1], d: 2 }]]])).toBe(`- - a
  - - b
- - - c:
        - 1
      d: 2
`);
  });

  test.each([
    ['text', 'text\n'],
    ['two\nlines\n', '"two\\nlines\\n"\n'],
    [7, '7\n'],
    [true, 'true\n'],
    [null, 'null\n'],
    [[], '[]\n'],
    [{}, '{}\n'],
  ])('writes %j alone', (value, expected) => {
    expect(toYaml(value)).toBe(expected);
  });

  test.each([
    [0, '0'],
    [-0, '0'],
    [-12.5, '-12.5'],
    [1e21, '1.0e+21'],
    [1e-7, '1.0e-7'],
    [1.5e300, '1.5e+300'],
    [2 ** 53, '9007199254740992'],
  ])('writes the number %d as %s', (value, expected) => {
    expect(toYaml([value])).toBe(`- ${expected}\n`);
  });
});

describe('the style of a string', () => {
  test.each([
    ...[
      'web',
      'Prefix',
      'ghcr.io/acme/web:1.2.3@sha256:0a1b',
      'http://prometheus.monitoring.svc:9090',
      '/health/ready',
    ],
    ...['len(result) > 0 && result[0] >= 0.99', 'sum(rate(x{a="b",c!~"5.."}[2m]))', '$(POD_IP)', '_x', 'a#b', 'a,b'],
    ...[
      '250m',
      '512Mi',
      '1.5Gi',
      '25%',
      '0s',
      '30s',
      '1h30m',
      '500ms',
      '10.0.0.1',
      '10.0.0.0/8',
      '1.2.3',
      '1.21.0-rc.1',
    ],
    ...['--log-level=info', '--v=2', 'None', 'Yes please', 'enabled', 'nginx.ingress.kubernetes.io/rewrite-target'],
  ])('leaves %s plain, for people to read', (text) => {
    expect(toYaml([text])).toBe(`- ${text}\n`);
    expect(toYaml({ [text]: 1 })).toBe(`${text}: 1\n`);
  });

  test.each([
    ...['yes', 'no', 'on', 'off', 'y', 'n', '~', 'null', 'true', 'False', '0o17', '0X1F', '0b11', '1_000', '12:30:45'],
    ...[
      '1e3',
      '-_1',
      '+1',
      '.5',
      '0x',
      '1e1_0',
      '.inf',
      '.nan',
      '=',
      '<<',
      '2024-01-15',
      '80',
      '1.5',
      '-1',
      'e1',
      '1E',
    ],
    ...[
      ' a',
      'a ',
      'a  b',
      '- x',
      '? x',
      'a: b',
      'a:',
      'a #b',
      '#a',
      '---',
      '...',
      '-x',
      '&a',
      '*a',
      '!a',
      '%a',
      '@a',
      '|',
    ],
    ...['{{args.service}}', '[a]', "'a", 'größe', '😀', '', '*', '.spec', '1-2', '1.2', '--a: b', '--'],
  ])('quotes %j, as value and as key', (text) => {
    expect(toYaml([text])).toBe(`- "${text}"\n`);
    expect(toYaml({ [text]: 1 })).toBe(`"${text}": 1\n`);
  });

  test('prefers the quotes that need no escapes', () => {
    expect(toYaml(['"a"', '{"a": 1}', '\\d+ ', `it's: "x"`])).toBe(`- '"a"'
- '{"a": 1}'
- '\\d+ '
- "it's: \\"x\\""
`);
  });

  test('escapes what nobody would see in a review', () => {
    const text = '\u0000\u001b\u007f\u0085\u00a0\u200b\u2028\u202e\ufeff\ufffd\u{e0041}\t\r';
    expect(toYaml([text])).toBe(
      '- "\\u0000\\u001b\\x7F\\x85\\xA0\\u200B\\u2028\\u202E\\uFEFF\\uFFFD\\U000E0041\\t\\r"\n',
    );
  });

  test('writes several lines as a literal block', () => {
    const value = {
      clip: 'a\n\n  b: # c\n',
      strip: 'a\n---\n😀',
      keep: 'a\n\n',
      indented: '  a\nb\n',
      list: ['a\nb', { deep: 'c\n\td\n' }],
      z: 1,
    };
    expect(toYaml(value)).toBe(`clip: |
  a

    b: # c
indented: |2
    a
  b
keep: |+
  a

list:
  - |-
    a
    b
  - deep: "c\\n\\td\\n"
strip: |-
  a
  ---
  😀
z: 1
`);
  });

  test.each(['a \nb', 'a\t\nb', '\ta\nb', 'a\r\nb', '\n', '\n\n', 'a\n ', 'a\n\u0001', 'a\n\u2028', 'a\n\u200b'])(
    'quotes %j, which a block would not hold faithfully',
    (text) => {
      expect(toYaml({ text })).toMatch(/^text: "[^\n]*"\n$/);
    },
  );

  test('never folds a long text', () => {
    expect(toYaml({ a: 'word '.repeat(500) })).toBe(`a: "${'word '.repeat(500)}"\n`);
  });

  test('writes a key that is too long to stand before its colon in a line of its own', () => {
    const key = 'k'.repeat(1500);
    expect(toYaml({ a: [{ [key]: { b: 1 } }] })).toBe(`a:\n  - ? ${key}\n    :\n      b: 1\n`);
  });
});

class Point {
  readonly x = 1;
}
const cycle: Record<string, unknown> = { name: 'a' };
cycle['list'] = [{ back: cycle }];
const deep = (levels: number): unknown => (levels === 0 ? 1 : { a: deep(levels - 1) });

describe('what is no plain JSON data', () => {
  test.each<[string, unknown, string]>([
    ['a date', { spec: { at: new Date(0) } }, 'spec.at must be plain JSON data, got an instance of Date'],
    ['a map', { spec: [{ m: new Map() }] }, 'spec[0].m must be plain JSON data, got an instance of Map'],
    ['a set', [new Set()], '[0] must be plain JSON data, got an instance of Set'],
    ['an object of a class', { 'a/b': new Point() }, '["a/b"] must be plain JSON data, got an instance of Point'],
    ['a boxed string', { a: Object('x') as unknown }, 'a must be plain JSON data, got an instance of String'],
    ['a function', { a: { b: () => 1 } }, 'a.b must be plain JSON data, got a function'],
    ['a symbol', { a: Symbol('x') }, 'a must be plain JSON data, got a symbol'],
    ['a bigint', { a: 1n }, 'a must be plain JSON data, got a bigint'],
    ['NaN', { a: [0, NaN] }, 'a[1] must be plain JSON data, got NaN'],
    ['Infinity', { a: -Infinity }, 'a must be plain JSON data, got -Infinity'],
    ['undefined in a list', { a: ['x', undefined] }, 'a[1] must be plain JSON data, got undefined'],
    ['a hole in a list', { a: new Array(2) }, 'a[0] must be plain JSON data, got undefined'],
    ['undefined alone', undefined, 'the value must be plain JSON data, got undefined'],
    ['a cycle', cycle, 'list[0].back must be plain JSON data, got a reference back to the whole'],
    [
      'half of a pair',
      { a: 'x\ud800' },
      'a must be plain JSON data, got a text with half of a surrogate pair: "x\\ud800"',
    ],
    [
      'half of a pair in a block',
      { a: 'x\n\udc00' },
      'a must be plain JSON data, got a text with half of a surrogate pair: "x\\n\\udc00"',
    ],
    [
      'half of a pair in a key',
      { a: { '\ud800': 1 } },
      'a["\\ud800"] must be plain JSON data, got a key with half of a surrogate pair',
    ],
  ])('refuses %s and says where it is', (_name, value, message) => {
    expect(problemOf(value)).toBe(`render/not-json-data: ${message}`);
  });

  test('refuses what is nested too deep for any manifest', () => {
    expect(toYaml(deep(150)).split('\n')).toHaveLength(151);
    expect(problemOf(deep(5000))).toMatch(
      /^render\/not-json-data: a(\.a){200} must be .* got more than 200 levels of nesting$/,
    );
  });

  test('accepts the same object in two places, and objects of another realm', () => {
    const shared = { x: 1 };
    expect(toYaml({ a: shared, b: [shared] })).toBe('a:\n  x: 1\nb:\n  - x: 1\n');
    expect(toYaml(structuredClone({ a: { b: [1] } }))).toBe('a:\n  b:\n    - 1\n');
    expect(toYaml(Object.assign(Object.create(null) as object, { a: 1 }))).toBe('a: 1\n');
  });
});

describe('every reader reads back what was written', () => {
  const values: unknown[] = [];
  for (const atom of ATOMS) for (const position of Object.values(POSITIONS)) values.push(position(atom));
  values.push(...fc.sample(jsonData, { seed: 20240115, numRuns: 4000 }));
  // Every string of up to three characters that numbers, dates and times are made of, several hundred to a document.
  const signs = Array.from('0179.-+_:eExobkm%');
  const short = signs.flatMap((a) => [a, ...signs.flatMap((b) => [a + b, ...signs.map((c) => a + b + c)])]);
  for (let start = 0; start < short.length; start += 400) {
    const part = short.slice(start, start + 400);
    values.push({ values: part, keys: Object.fromEntries(part.map((key) => [key, key])) });
  }
  const documents = values.map(toYaml);
  const wanted = values.map((value) => canonical(written(value)));
  const misread = (answers: readonly string[]): object[] =>
    documents
      .map((document, index) => ({ document, read: answers[index], wanted: wanted[index] }))
      .filter(({ read, wanted: right }) => read !== right)
      .slice(0, 3);

  test('a document has one newline at its end, no other white space at the end of a line, no tab and no carriage return', () => {
    expect(
      documents.filter((text) => !/[^\n]\n$/.test(text) || /[ \t]$|\r/m.test(text) || /^\s*\t/m.test(text)),
    ).toEqual([]);
  });

  test.each(Object.keys(JAVASCRIPT))('%s', (name) => {
    const reader = JAVASCRIPT[name];
    expect(reader && misread(reader(documents))).toEqual([]);
  });

  (hasPython ? test : test.skip)('PyYAML, in Python and on libyaml', () => {
    const readers = python(documents);
    expect(readers.length).toBeGreaterThan(0);
    for (const answers of readers) expect(misread(answers)).toEqual([]);
  });

  // ARGOSY_FUZZ_GO=1: Go may have to fetch its modules.
  (hasGo ? test : test.skip)(
    'Go: sigs.k8s.io/yaml, yaml.v2 and yaml.v3',
    () => {
      const readers = go(documents);
      expect(readers).toHaveLength(3);
      for (const answers of readers) expect(misread(answers)).toEqual([]);
    },
    120_000,
  );

  test('a misreading would be noticed', () => {
    const [plain] = JAVASCRIPT['yaml as 1.1']?.(['a: yes\nb: 12:30:45\n']) ?? [];
    expect(plain).toBe(canonical({ a: true, b: 45045 }));
  });
});
