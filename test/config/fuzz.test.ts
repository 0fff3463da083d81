import fc from 'fast-check';
import { parse } from 'yaml';
import { readYaml } from '../../lib/config/read-file.ts';
import { partsOf } from '../../lib/config/shape/parts.ts';
import { releaseShape } from '../../lib/config/shape/release.ts';
import { tuningShape } from '../../lib/config/shape/tuning.ts';
import { checkData } from '../../lib/config/checks/data.ts';
import { FLEET, put, RELEASE, SHOP, TUNING } from '../support/fleet.ts';

const tuning = tuningShape(partsOf(SHOP));
const release = releaseShape(partsOf(SHOP));

/** Reads text as both files. Either there is a value, or there are issues with a place inside the text. */
function expectAnswer(text: string): void {
  const reads = [readYaml('t', text, 'tuning', tuning), readYaml('r', text, 'release', release)];
  const lines = text.split('\n');
  for (const { value, issues } of reads) {
    expect(issues.length > 0).toBe(value === undefined);
    for (const { at, code, message } of issues) {
      expect(code).toMatch(/^[a-z]+\/[a-z0-9-]+$/);
      expect(message.length).toBeLessThan(400);
      expect(at.line).toBeGreaterThanOrEqual(1);
      expect(at.line).toBeLessThanOrEqual(lines.length);
      expect(at.column).toBeGreaterThanOrEqual(1);
      expect(at.column).toBeLessThanOrEqual((lines[(at.line ?? 1) - 1]?.length ?? 0) + 1);
    }
  }
}

/** Pieces of which YAML goes wrong in interesting ways. */
const piece = fc.constantFrom(
  ...[
    'services',
    'web',
    'canary',
    'weight',
    '__proto__',
    'constructor',
    '<<',
    ':',
    ': ',
    '- ',
    '? ',
    '[',
    ']',
    '{',
    '}',
    ',',
    '\n',
    '\n  ',
    '\n    ',
    '\t',
  ],
  ...[
    '&a',
    '*a',
    '!!str ',
    '!x ',
    '"',
    "'",
    '|',
    '>',
    '#',
    '%YAML 1.1',
    '---',
    '...',
    '~',
    'yes',
    '012',
    '1e999',
    '.nan',
    '\r\n',
    '\u0000',
    '\u2028',
    '\ud800',
    '😀',
    '\\',
  ],
);

test('any text gives a value or issues, and never an exception', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (text) => {
      expectAnswer(text);
    }),
    { numRuns: 150, seed: 1 },
  );
});

test('any pile of pieces of YAML gives a value or issues, and never an exception', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
      expectAnswer(pieces.join(''));
    }),
    { numRuns: 400, seed: 2 },
  );
});

test('a good file with any cut, or any piece put in anywhere, gives a value or issues', () => {
  fc.assert(
    fc.property(fc.constantFrom(RELEASE, TUNING), fc.nat(2000), fc.nat(40), piece, (file, at, length, put) => {
      const start = at % file.length;
      expectAnswer(file.slice(0, start) + put + file.slice(start + length));
    }),
    { numRuns: 150, seed: 3 },
  );
});

test('a file that is accepted means the same to a plain reader of YAML 1.2 and to one of YAML 1.1', () => {
  let accepted = 0;
  fc.assert(
    fc.property(fc.nat(2000), fc.constantFrom('', '1', '0', ' ', '#', '"', 'm', '.', 'e'), (at, put) => {
      const start = at % TUNING.length;
      const text = TUNING.slice(0, start) + put + TUNING.slice(start + 1);
      if (readYaml('t', text, 'tuning', tuning).value === undefined) return;
      accepted += 1;
      expect(parse(text, { version: '1.1' })).toEqual(parse(text, { version: '1.2' }));
    }),
    { numRuns: 300, seed: 4 },
  );
  expect(accepted).toBeGreaterThan(10);
});

test('any value in any place of the TypeScript data gives issues or none, and never an exception', () => {
  const anything = fc.oneof(
    fc.constantFrom<unknown>(undefined, null, '', 'x', 5, Number.NaN, true, [], {}, [undefined], { a: undefined }),
    fc.anything({ maxDepth: 2 }),
  );
  const places: string[] = [];
  const collect = (value: unknown, path: string): void => {
    places.push(path);
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value))
      collect(inner, Array.isArray(value) ? `${path}[${key}]` : `${path}.${key}`.replace(/^\./, ''));
  };
  collect(FLEET, '');
  fc.assert(
    fc.property(fc.constantFrom(...places), anything, (path, bad) => {
      for (const { code, at } of checkData(put(FLEET, path, bad) as typeof FLEET)) {
        expect(code).toMatch(/^[a-z]+\/[a-z0-9-]+$/);
        expect(typeof at.file).toBe('string');
      }
    }),
    { numRuns: 800, seed: 5 },
  );
});
