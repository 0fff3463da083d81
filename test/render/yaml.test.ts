import { toYaml } from '../../lib/render/yaml.ts';

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
