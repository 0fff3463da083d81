import fs, { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { takeLock } from '../../../lib/render/lock.ts';
import { writeDist } from '../../../lib/render/write.ts';
import { fileSet } from './file-sets.ts';

/** What a process of its own can be told to do with an output folder; the second word is a number. */
export type Command =
  /** Writes the two sets in turn, so many times. */
  | 'write'
  /** Writes the second set, and kills itself before the so-manieth change of the disk. */
  | 'die'
  /** Takes the lock, says so, and keeps it for so many milliseconds. */
  | 'hold'
  /** Adds one to a counter under the lock again and again, so many times, and may kill itself, holding the lock or not. */
  | 'count';

const [command, folder = '', number = '0', seed = '0'] = process.argv.slice(2);
const pause = (ms: number): unknown => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
const say = (word: string): void => {
  writeFileSync(1, `${word}\n`);
};

function write(times: number): void {
  const sets = [fileSet('A'), fileSet('B')] as const;
  say('ready');
  for (let i = 0; i < times; i++) writeDist(folder, sets[i % 2 === 0 ? 0 : 1]);
}

function die(step: number): void {
  let left = step;
  for (const name of [
    'writeFileSync',
    'linkSync',
    'mkdirSync',
    'renameSync',
    'unlinkSync',
    'rmdirSync',
    'rmSync',
  ] as const) {
    const original = fs[name] as (...args: unknown[]) => unknown;
    Object.assign(fs, {
      [name]: (...args: unknown[]): unknown => {
        if (--left === 0) process.kill(process.pid, 'SIGKILL');
        return original(...args);
      },
    });
  }
  writeDist(folder, fileSet('B'));
}

function hold(ms: number): void {
  const { release } = takeLock(folder, folder);
  say('ready');
  pause(ms);
  release();
}

/** Reading and writing a counter takes time: two at once would lose an addition, and the log would be longer. */
function count(times: number): void {
  const dies = Number(seed);
  for (let i = 1; i <= times; i++) {
    const { release } = takeLock(folder, folder);
    const before = Number(readFileSync(`${folder}/counter`, 'utf8'));
    pause(1);
    writeFileSync(`${folder}/counter`, String(before + 1));
    appendFileSync(`${folder}/log`, '+');
    if (i === dies) process.kill(process.pid, 'SIGKILL');
    release();
  }
}

const commands: Record<Command, (number: number) => void> = { write, die, hold, count };
commands[command as Command](Number(number));
