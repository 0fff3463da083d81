import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { freePorts, portOf } from '../plane/ports.ts';
import { Processes } from '../plane/processes.ts';
import { usageOf } from '../plane/usage.ts';

let folder: string;
let processes: Processes;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'argosy-processes-'));
  processes = new Processes(folder);
});
afterEach(async () => {
  await processes.stopAll();
  rmSync(folder, { recursive: true });
});

const node = (script: string, ready: () => Promise<boolean>) => ({
  command: process.execPath,
  args: ['--eval', script],
  ready,
});
const yes = (): Promise<boolean> => Promise.resolve(true);
const no = (): Promise<boolean> => Promise.resolve(false);
const FOR_EVER = 'setInterval(() => undefined, 1000)';

const lives = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
};

it('names a component that does not come up, with the end of its log', async () => {
  const started = processes.start('etcd', node('console.error("no such folder"); process.exit(3)', no));
  await expect(started).rejects.toThrow(/^etcd ended with code 3; its log is .*etcd\.log:\nno such folder$/);
});

it('names a component whose port somebody else holds, also when that one answers in its place', async () => {
  const other = await new Promise<Server>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      resolve(server);
    });
  });
  const listen = `require('net').createServer().listen(${String(portOf(other))}, '127.0.0.1')`;
  // The other one answers only when ours has ended, as it does in life.
  const ready = async (): Promise<boolean> => {
    const pid = processes.pids().get('kwok') ?? 0;
    while (lives(pid)) await wait(20);
    return true;
  };
  await expect(processes.start('kwok', node(listen, ready))).rejects.toThrow(/^kwok ended with code 1; [^]*EADDRINUSE/);
  await new Promise((resolve) => other.close(resolve));
});

it('tells of a component that dies later, and not of one that is stopped', async () => {
  await processes.start('redis', node(FOR_EVER, yes));
  await processes.start('kwok', node(FOR_EVER, yes));
  await processes.stop('redis');
  processes.check();
  process.kill(processes.pids().get('kwok') ?? 0, 'SIGKILL');
  await expect(processes.death).rejects.toThrow(/^kwok was ended by SIGKILL/);
  expect(() => {
    processes.check();
  }).toThrow(/^kwok was ended by SIGKILL/);
});

it('starts nothing any more while the others are being stopped', async () => {
  await processes.stopAll();
  await expect(processes.start('late', node(FOR_EVER, yes))).rejects.toThrow('late is not started');
});

it('gives ports that differ, to those who ask at the same time too, and that nobody holds', async () => {
  const [{ a, b }, { c }] = await Promise.all([freePorts('a', 'b'), freePorts('c')]);
  expect(new Set([a, b, c]).size).toBe(3);
  const holder = createServer();
  const taken = Math.max(a, b, c) + 1;
  await new Promise<void>((resolve) => {
    holder.listen(taken, '0.0.0.0', resolve).once('error', () => {
      resolve();
    });
  });
  expect(await freePorts('d')).not.toEqual({ d: taken });
  holder.close();
});

// Elsewhere than on Linux there is no /proc, and the report has no figures of memory.
(process.platform === 'linux' ? it : it.skip)('reads what a process uses', () => {
  const { resident = 0, peak = 0, cpu = -1 } = usageOf(process.pid) ?? {};
  expect(resident).toBeGreaterThan(10);
  expect(peak).toBeGreaterThanOrEqual(resident);
  expect(cpu).toBeGreaterThan(0);
  expect(usageOf(2 ** 30)).toBeUndefined();
});

describe('the keeper', () => {
  const ended = (child: ChildProcess): Promise<unknown> => new Promise((resolve) => child.once('exit', resolve));
  const keeper = (): ChildProcess =>
    spawn(process.execPath, ['test/e2e/plane/keeper.mjs'], { stdio: ['pipe', 'ignore', 'ignore'] });
  const group = (script: string): ChildProcess =>
    spawn('sh', ['-c', script], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
  /** Process id that a group prints of somebody in it. */
  const printed = (child: ChildProcess): Promise<number> =>
    new Promise((resolve) =>
      child.stdout?.once('data', (text: Buffer) => {
        resolve(Number(text.toString()));
      }),
    );

  it('ends a whole process group when the pipe to it closes', async () => {
    const [watcher, child] = [keeper(), group('sleep 100 & echo $!; wait')];
    const inner = await printed(child);
    watcher.stdin?.write(`+${String(child.pid)}\n`);
    watcher.stdin?.end();
    await Promise.all([ended(child), ended(watcher)]);
    expect(lives(inner)).toBe(false);
  });

  it('lets a group live that it was told to forget', async () => {
    const [watcher, child] = [keeper(), group('echo $$; exec sleep 100')];
    const pid = await printed(child);
    watcher.stdin?.write(`+${String(pid)}\n-${String(pid)}\n`);
    watcher.stdin?.end();
    await ended(watcher);
    expect(lives(pid)).toBe(true);
    process.kill(-pid, 'SIGKILL');
    await ended(child);
  });

  it('kills what does not end when it is asked to', async () => {
    const [watcher, child] = [keeper(), group('trap "" TERM; echo $$; while :; do sleep 1; done')];
    await printed(child);
    watcher.stdin?.write(`+${String(child.pid)}\n`);
    watcher.stdin?.end();
    await ended(child);
    expect(child.signalCode).toBe('SIGKILL');
    await ended(watcher);
  }, 20_000);
});
