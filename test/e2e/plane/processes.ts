import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface Start {
  readonly command: string;
  readonly args: readonly string[];
  /** Added to the environment. @default - none */
  readonly env?: Readonly<Record<string, string>>;
  /** @default - the current folder */
  readonly cwd?: string;
  /** Whether it can be used now. A refused connection counts as no. */
  readonly ready: () => Promise<boolean>;
  /** How long it may take until then. @default 60 */
  readonly seconds?: number;
}

/** How a process that ended too early is told. */
export class ProcessError extends Error {}

/**
 * All components are Go programs, and on two cores a third of the application controller's time went into collecting
 * garbage. Less often is enough, with a bound for each. Whoever runs this may say otherwise.
 */
const UNHURRIED = { GOGC: '400', GOMEMLIMIT: '3GiB' };

const POLL = 100;
const PATIENCE = 10_000;

/** The processes of one control plane: each with its log, all of them gone when the harness is. */
export class Processes {
  private readonly running = new Map<string, ChildProcess>();
  /** How each was started. */
  private readonly starts = new Map<string, Start>();
  private readonly keeper: ChildProcess;
  private stopped: Promise<void> | undefined;
  /** Rejected with what is told of the first process that nobody stopped and that has ended. */
  readonly death: Promise<never>;
  private tellDeath: (error: ProcessError) => void = () => undefined;

  /** @param logs folder of the logs, one for each process */
  constructor(readonly logs: string) {
    mkdirSync(logs, { recursive: true });
    this.death = new Promise((_, reject) => {
      this.tellDeath = reject;
    });
    // Nobody may be there to hear it.
    this.death.catch(() => undefined);
    this.keeper = spawn(process.execPath, ['test/e2e/plane/keeper.mjs'], {
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    this.keeper.unref();
  }

  /** Starts a process and waits until it can be used. @throws ProcessError with the end of its log */
  async start(name: string, start: Start): Promise<void> {
    const { command, args, env = {}, cwd, ready, seconds = 60 } = start;
    this.starts.set(name, start);
    if (this.stopped) throw new ProcessError(`${name} is not started: the others are being stopped`);
    const log = openSync(this.logOf(name), 'a');
    // A process group of its own: what it starts itself ends with it, and Ctrl-C reaches only the harness.
    const child = spawn(command, args, {
      stdio: ['ignore', log, log],
      env: { ...UNHURRIED, ...process.env, ...env },
      detached: true,
      ...(cwd === undefined ? {} : { cwd }),
    });
    closeSync(log);
    const failed = new Promise<Error>((resolve) => child.once('error', resolve));
    if (child.pid === undefined) throw new ProcessError(`${name} does not start: ${(await failed).message}`);
    this.tell('+', child.pid);
    this.running.set(name, child);
    child.once('exit', () => {
      if (this.running.get(name) === child && !this.stopped) this.tellDeath(this.lost(name, ended(child)));
    });
    const end = Date.now() + seconds * 1000;
    while (!(await ready().catch(() => false))) {
      if (hasEnded(child)) throw this.lost(name, ended(child));
      if (Date.now() > end) throw this.lost(name, `is not ready after ${String(seconds)} s`);
      await wait(POLL);
    }
    // Somebody else may have answered at its port.
    if (hasEnded(child)) throw this.lost(name, ended(child));
  }

  /** @throws ProcessError when one has ended that nobody stopped */
  check(): void {
    if (this.stopped) return;
    for (const [name, child] of this.running) if (hasEnded(child)) throw this.lost(name, ended(child));
  }

  /** Stops one, and waits for its end. */
  async stop(name: string): Promise<void> {
    const child = this.running.get(name);
    if (!child) return;
    this.running.delete(name);
    const { pid } = child;
    if (pid === undefined) return;
    signal(pid, 'SIGTERM');
    const end = Date.now() + PATIENCE;
    while (!hasEnded(child) && Date.now() < end) await wait(POLL);
    signal(pid, 'SIGKILL');
    this.tell('-', pid);
  }

  /** Starts one again that was stopped, as before. @throws ProcessError with the end of its log */
  async again(name: string): Promise<void> {
    const start = this.starts.get(name);
    if (start === undefined) throw new ProcessError(`${name} was never started`);
    await this.start(name, start);
  }

  /** Stops all, the last first; asked again, it is the same end. */
  stopAll(): Promise<void> {
    this.stopped ??= this.endAll();
    return this.stopped;
  }

  private async endAll(): Promise<void> {
    for (const name of [...this.running.keys()].reverse()) await this.stop(name);
    this.keeper.stdin?.end();
  }

  /** Process id of each that runs. */
  pids(): ReadonlyMap<string, number> {
    return new Map([...this.running].flatMap(([name, { pid }]) => (pid === undefined ? [] : [[name, pid]])));
  }

  logOf(name: string): string {
    return join(this.logs, `${name}.log`);
  }

  /** The last lines of a log. */
  tail(name: string, count = 8): string {
    return readFileSync(this.logOf(name), 'utf8').trimEnd().split('\n').slice(-count).join('\n');
  }

  private lost(name: string, what: string): ProcessError {
    return new ProcessError(`${name} ${what}; its log is ${this.logOf(name)}:\n${this.tail(name)}`);
  }

  private tell(sign: '+' | '-', pid: number): void {
    this.keeper.stdin?.write(`${sign}${String(pid)}\n`);
  }
}

/** How it ended, in words. */
const ended = ({ exitCode, signalCode }: ChildProcess): string =>
  signalCode === null ? `ended with code ${String(exitCode)}` : `was ended by ${signalCode}`;

const hasEnded = (child: ChildProcess): boolean => child.exitCode !== null || child.signalCode !== null;

/** To the whole group. One that has ended is no error. */
function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch {
    // It has ended.
  }
}
