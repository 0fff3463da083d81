import { expect as demand, holds, none, Unmet, until, watch } from '../harness/until.ts';

let printed: string[];

beforeEach(() => {
  printed = [];
  jest.spyOn(console, 'log').mockImplementation((text: string) => void printed.push(text));
});

afterEach(() => {
  jest.restoreAllMocks();
});

/** Answers its values one after the other, and the last one for ever. */
const series = <T>(...values: T[]) => {
  let index = 0;
  return (): T => values[Math.min(index++, values.length - 1)] as T;
};

it('waits until what is seen is good, and prints each change once', async () => {
  const look = series('OutOfSync', 'OutOfSync', 'Synced');
  expect(await until('root', look, (seen) => seen === 'Synced')).toBe('Synced');
  expect(printed).toEqual([expect.stringMatching(/root.* OutOfSync$/), expect.stringMatching(/root.* Synced$/)]);
});

it('gives up after the deadline, with what was seen last', async () => {
  const never = until('weight', series(5, 10), (seen) => seen === 50, { seconds: 0.4, quiet: true });
  await expect(never).rejects.toThrow(new Unmet('weight: not within 0.4 s; seen last: 10'));
  expect(printed).toEqual([]);
});

it('tells what is seen in words of its own', async () => {
  await until('one', series({ step: 1 }), () => true, { show: ({ step }) => `step ${String(step)}` });
  expect(printed[0]).toContain('step 1');
});

it('ends every wait when a process has died', async () => {
  const forget = watch(() => {
    throw new Error('etcd ended');
  });
  await expect(until('anything', series(1), () => false)).rejects.toThrow('etcd ended');
  await expect(holds('anything', series(1), () => true, { seconds: 5 })).rejects.toThrow('etcd ended');
  forget();
  expect(await until('anything', series(1), () => true)).toBe(1);
});

it('holds while it is good, and not a moment longer', async () => {
  await holds('rest', series('Synced'), (seen) => seen === 'Synced', { seconds: 0.3 });
  const broken = holds('rest', series('Synced', 'OutOfSync'), (seen) => seen === 'Synced', { seconds: 5 });
  await expect(broken).rejects.toThrow('rest: must hold for 5 s; seen: OutOfSync');
});

it('says what was wanted and what was seen', () => {
  expect(() => {
    demand('weights', [20, 50], [20, 50]);
  }).not.toThrow();
  expect(() => {
    demand('weights', [20], [20, 50]);
  }).toThrow('weights: wanted [20,50], seen [20]');
});

it('names the first dozen of what is wrong', () => {
  expect(() => {
    none('wrongs', []);
  }).not.toThrow();
  const many = Array.from({ length: 15 }, (_, index) => `wrong ${String(index)}`);
  expect(() => {
    none('wrongs', many);
  }).toThrow(/^15 wrongs:\n {4}wrong 0\n[\s\S]*wrong 11\n {4}and 3 more$/);
});
