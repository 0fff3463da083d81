import { Waiting } from '../harness/reminder.ts';

const names = (...all: string[]): ReadonlySet<string> => new Set(all);

it('a request that nobody begins is lost, and once more when it is asked for again', () => {
  const waiting = new Waiting();
  expect(waiting.lost(names('a'), 0, 100_000)).toEqual([]);
  expect(waiting.lost(names('a'), 0, 107_000)).toEqual([]);
  expect(waiting.lost(names('a'), 0, 108_000)).toEqual(['a']);
  expect(waiting.lost(names('a'), 0, 115_000)).toEqual([]);
  expect(waiting.lost(names('a'), 0, 116_000)).toEqual(['a']);
});

it('a request that stands in a queue is not lost, however long it takes', () => {
  const waiting = new Waiting();
  const queue = Array.from({ length: 60 }, (_, index) => String(index));
  for (let second = 0; second < 60; second++)
    expect(waiting.lost(new Set(queue.slice(second)), 25, 100_000 + second * 1000)).toEqual([]);
});

it('a request is lost beside others that are begun, when there are processors enough for all', () => {
  const waiting = new Waiting();
  const seen = Array.from({ length: 20 }, (_, second) =>
    waiting.lost(names('lost', String(second)), 3, 100_000 + second * 1000),
  );
  expect(seen.flat()).toEqual(['lost', 'lost']);
});
