import { Waiting } from '../harness/reminder.ts';

const names = (...all: string[]): ReadonlySet<string> => new Set(all);

it('a request that nobody begins is lost, and once more when it is asked for again', () => {
  const waiting = new Waiting();
  expect(waiting.lost(names('a'), 100_000)).toEqual([]);
  expect(waiting.lost(names('a'), 107_000)).toEqual([]);
  expect(waiting.lost(names('a'), 108_000)).toEqual(['a']);
  expect(waiting.lost(names('a'), 115_000)).toEqual([]);
  expect(waiting.lost(names('a'), 116_000)).toEqual(['a']);
});

it('a request that stands in a queue is not lost, however long it takes', () => {
  const waiting = new Waiting();
  const queue = Array.from({ length: 60 }, (_, index) => String(index));
  for (let second = 0; second < 60; second++)
    expect(waiting.lost(new Set(queue.slice(second)), 100_000 + second * 1000)).toEqual([]);
});

it('a request is lost when one that came much later is begun', () => {
  const waiting = new Waiting();
  const one = (second: number, ...others: string[]): readonly string[] =>
    waiting.lost(names('lost', ...others), 100_000 + second * 1000);
  for (let second = 0; second < 8; second++) expect(one(second, String(second))).toEqual([]);
  expect(one(8, 'late')).toEqual([]);
  expect(one(9)).toEqual(['lost']);
});
