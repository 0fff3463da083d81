import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { parse } from 'yaml';
import { jsonSchemas, SCHEMA_FOLDER } from '../../lib/config/schemas.ts';
import { ImageRef } from '../../lib/model/image-ref.ts';
import { seconds } from '../../lib/model/duration.ts';
import { DIGEST, RELEASE, TUNING } from '../support/fleet.ts';

const GOOD = { release: RELEASE, tuning: TUNING };
type Kind = keyof typeof GOOD;

const textOf = (kind: Kind): string => jsonSchemas().get(`${kind}.schema.json`) ?? '';
const ajv = new Ajv({ strict: true, strictTypes: false, strictRequired: false, allErrors: true });
const validators = {
  release: ajv.compile(JSON.parse(textOf('release')) as object),
  tuning: ajv.compile(JSON.parse(textOf('tuning')) as object),
};
const accepts = (kind: Kind, text: string): boolean => validators[kind](parse(text, { logLevel: 'silent' }));

describe.each(['release', 'tuning'] as const)('the JSON Schema of %s.yaml', (kind) => {
  test('is committed as it is made: make schemas', () => {
    expect(readFileSync(join(__dirname, '../..', SCHEMA_FOLDER, `${kind}.schema.json`), 'utf8')).toBe(textOf(kind));
  });

  test('is of draft-07, which every release of yaml-language-server reads', () => {
    expect(JSON.parse(textOf(kind))).toMatchObject({ $schema: 'http://json-schema.org/draft-07/schema#' });
  });

  test('accepts the good file', () => {
    expect(accepts(kind, GOOD[kind])).toBe(true);
  });

  test('describes every property, for the editor to show', () => {
    const bare: string[] = [];
    const visit = (schema: unknown, path: string): void => {
      if (typeof schema !== 'object' || schema === null) return;
      for (const [key, value] of Object.entries(schema)) {
        if (key === 'properties') {
          for (const [name, property] of Object.entries(value as Record<string, { description?: string }>)) {
            if ((property.description ?? '').length < 10) bare.push(`${path}/${name}`);
          }
        }
        visit(value, `${path}/${key}`);
      }
    };
    visit(JSON.parse(textOf(kind)), '');
    expect(bare).toEqual([]);
  });
});

describe('an editor underlines', () => {
  // prettier-ignore
  test.each<[string, Kind, string, string]>([
    ['an unknown key', 'tuning', '    replicas: 3', '    replicas: 3\n    nodeSelector: {}'],
    ['an unknown key of the file', 'release', 'charts:', 'chart: {}\ncharts:'],
    ['a missing image', 'release', `    image: docker.io/library/postgres:16.4@${DIGEST}`, '    from: x'],
    ['an image without a digest', 'release', `postgres:16.4@${DIGEST}`, 'postgres:16.4'],
    ['a range of versions', 'release', 'version: 1.4.2', 'version: ^1.4.2'],
    ['missing replicas', 'tuning', '  database:\n    replicas: 1\n', '  database:\n'],
    ['no replica', 'tuning', 'replicas: 3', 'replicas: 0'],
    ['text for a number', 'tuning', 'count: 4', 'count: "4"'],
    ['a number for text', 'tuning', 'cpu: 500m', 'cpu: 2'],
    ['a comma in a quantity', 'tuning', 'storage: 20Gi', 'storage: "1,5Gi"'],
    ['a duration in words', 'tuning', 'wait: 5m', 'wait: 5 minutes'],
    ['an empty duration', 'tuning', 'wait: 5m', 'wait: ""'],
    ['a weight of 100', 'tuning', 'weight: 50', 'weight: 100'],
    ['half a weight', 'tuning', 'weight: 50', 'weight: 50.5'],
    ['a canary without steps', 'tuning', TUNING.slice(TUNING.indexOf('    canary:'), TUNING.indexOf('    surge:')), '    canary: []\n'],
    ['two strategies', 'tuning', '    rolling: {', '    canary: [{ weight: 10 }]\n    rolling: {'],
    ['a range of replicas for a stateful part', 'tuning', '  database:\n    replicas: 1', '  database:\n    replicas: { min: 1, max: 2, targetCpuPercent: 70 }'],
    ['more than all of the CPU', 'tuning', 'targetCpuPercent: 70', 'targetCpuPercent: 170'],
    ['a surge in no unit', 'tuning', 'maxSurge: 25%', 'maxSurge: 25x'],
  ])('%s', (_, kind, from, to) => {
    expect(GOOD[kind]).toContain(from);
    expect(accepts(kind, GOOD[kind].replace(from, to))).toBe(false);
  });
});

describe('an editor underlines nothing that the synthesis takes', () => {
  const image = (text: string): boolean => accepts('release', `services: { a: { image: '${text}' } }`);
  const wait = (text: string): boolean => accepts('tuning', TUNING.replace('wait: 5m', `wait: ${text}`));

  test.each([
    `localhost:5000/a:1@${DIGEST}`,
    `a/b__c/d-e:v1.2_3-x@${DIGEST}`,
    `registry.example.com/a.b/c:_@${DIGEST}`,
  ])('the image %s', (text) => {
    expect(ImageRef.parse(text).toString()).toBe(text);
    expect(image(text)).toBe(true);
  });

  test.each(['1h', '90m', '1h30m', '1h5s', '2m30s', '999999s'])('the duration %s', (text) => {
    expect(seconds(text)).toBeGreaterThan(0);
    expect(wait(text)).toBe(true);
  });
});
