import { expect as demand, holds, none, until, Unmet, watch } from './harness/until.ts';

beforeEach(() => {
  jest.spyOn(console, 'log').mockImplementation(() => undefined);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const printed = (): string[] => jest.mocked(console.log).mock.calls.map(([line]) => String(line));

/** Answers one after the other, and then the last one for ever. */
const answering = (...answers: readonly string[]): (() => string) => {
  const left = [...answers];
  return () => (left.length > 1 ? left.shift() : left[0]) ?? '';
};

it('looks until what it sees is good, and says each change once', async () => {
  const seen = await until('weight', answering('5', '5', '20', '100'), (text) => text === '100');
  expect(seen).toBe('100');
  expect(printed().map((line) => line.split('weight').pop()?.replaceAll(/\W/g, ''))).toEqual(['5', '20', '100']);
});

it('says after its deadline what was seen last, and what went wrong while looking is not swallowed', async () => {
  const late = until('phase', answering('Progressing', 'Degraded'), (text) => text === 'Healthy', { seconds: 0.2 });
  await expect(late).rejects.toThrow(new Unmet('phase: not within 0.2 s; seen last: Degraded'));
  await expect(until('phase', () => Promise.reject(new Error('refused')), Boolean)).rejects.toThrow('refused');
});

it('says nothing on the way where that was asked for', async () => {
  await until('weight', answering('5', '100'), (text) => text === '100', { quiet: true });
  expect(printed()).toEqual([]);
});

it('holds only when it was good all the time', async () => {
  await holds('rest', () => 'Synced', Boolean, { seconds: 0.2 });
  const broken = holds('rest', answering('Synced', 'OutOfSync'), (text) => text === 'Synced', { seconds: 5 });
  await expect(broken).rejects.toThrow(new Unmet('rest: must hold for 5 s; seen: OutOfSync'));
});

it('ends every wait early when it has become pointless', async () => {
  const forget = watch(() => {
    throw new Error('etcd has died');
  });
  await expect(until('phase', () => '', Boolean)).rejects.toThrow('etcd has died');
  await expect(holds('rest', () => 'Synced', Boolean, { seconds: 5 })).rejects.toThrow('etcd has died');
  forget();
  await until('phase', () => 'Healthy', Boolean);
});

it('compares what is seen with what is wanted, also in depth', () => {
  demand('paths', { a: [1] }, { a: [1] });
  expect(() => {
    demand('paths', { a: [2] }, { a: [1] });
  }).toThrow(new Unmet('paths: wanted {"a":[1]}, seen {"a":[2]}'));
});

it('passes when nothing is wrong, and shows the first of what is', () => {
  none('objects refused', []);
  const wrong = Array.from({ length: 15 }, (_, index) => `object ${String(index)}`);
  const told = (): void => {
    none('objects refused', wrong);
  };
  expect(told).toThrow(/^15 objects refused:\n {4}object 0\n/);
  expect(told).toThrow(/object 11\n {4}and 3 more$/);
});
