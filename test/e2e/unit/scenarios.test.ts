import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { chosen, understood } from '../harness/chosen.ts';
import type { Options } from '../harness/options.ts';
import { breaking, type Scenario } from '../harness/scenario.ts';
import { lanesOf } from '../harness/stages.ts';
import { SCENARIOS, STAGES } from '../scenarios/index.ts';

// What only runs on a plane; it is not CommonJS.
jest.mock('@kubernetes/client-node', () => ({}));

const FOLDER = join(__dirname, '../scenarios');
const DIST = join(__dirname, '../../../dist');

/** Files that have a scenario. */
const files = readdirSync(FOLDER)
  .filter((file) => readFileSync(join(FOLDER, file), 'utf8').includes(': Scenario = {'))
  .map((file) => file.replace('.ts', ''));

it('names every scenario after its file, and runs each', () => {
  expect(SCENARIOS.map(({ name }) => name).sort()).toEqual(files.sort());
});

it('has the foundation before what is built upon it', () => {
  const first = SCENARIOS.findIndex(({ foundation }) => foundation);
  expect(SCENARIOS.slice(0, first).every(({ tier }) => tier === 'api')).toBe(true);
});

it.each(SCENARIOS)('$name has a sabotage that changes dist/, and little of it', ({ sabotage }) => {
  const paths = readdirSync(DIST, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.yaml'));
  const { filter, hits } = breaking(sabotage);
  for (const path of paths) filter(readFileSync(join(DIST, path), 'utf8'), path);
  expect(hits()).toBeGreaterThan(0);
  expect(hits()).toBeLessThanOrEqual(3);
});

describe('ONLY', () => {
  const only = (...words: string[]): string[] => {
    const options: Options = { only: words, platforms: [], keep: false, sabotage: false, results: '' };
    return chosen('all', understood(options, SCENARIOS), SCENARIOS).map(({ name }) => name);
  };

  it('takes the first words of several, with what they build upon', () => {
    expect(only('canary')).toEqual(['bootstrap', 'canary-succeeds', 'canary-fails', 'canary-asks']);
  });

  it('takes a whole name as nothing but that', () => {
    expect(only('removal')).toEqual(['bootstrap', 'removal']);
    expect(() => only('cana')).toThrow('no scenario cana; there are api, ');
  });
});

describe('lanes', () => {
  const scenario = (name: string, lane?: string): Scenario =>
    ({ name, ...(lane === undefined ? {} : { lane }) }) as unknown as Scenario;

  it('are what happens at the same time, each in its order, as far as it was chosen', () => {
    const [a, b, c, d, e] = [
      scenario('a', 'x'),
      scenario('b', 'y'),
      scenario('c', 'x'),
      scenario('d'),
      scenario('e', 'y'),
    ];
    expect(lanesOf([a, b, c, d, e], [a, c, d, e])).toEqual([[a, c], [d], [e]]);
  });

  it('of one stage never lack a name, unless one happens alone', () => {
    for (const stage of STAGES.filter(({ length }) => length > 1))
      expect(stage.filter(({ lane }) => lane === undefined).map(({ name }) => name)).toEqual([]);
  });
});
