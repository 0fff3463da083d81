import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';

const ROOT = join(__dirname, '../..');
const COPIED = [
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'cdk8s.yaml',
  'main.ts',
  'lib',
  'imports',
  'environments',
  'dist',
];

/** How a run of the command ended. */
export interface Run {
  /** Exit code; 128 + n when signal n ended it, as a shell says. */
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface RunOptions {
  /** @default - the workspace's root */
  readonly cwd?: string;
  /** Added to the environment. @default - none */
  readonly env?: Readonly<Record<string, string>>;
}

/** A copy of the repository in a folder of its own, with the packages linked: what is done to it is seen by nobody else. */
export class Workspace {
  readonly root = mkdtempSync(join(tmpdir(), 'argosy-test-'));

  constructor() {
    for (const name of COPIED)
      if (existsSync(join(ROOT, name))) cpSync(join(ROOT, name), this.path(name), { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), this.path('node_modules'));
  }

  path(name: string): string {
    return join(this.root, name);
  }

  read(name: string): string {
    return readFileSync(this.path(name), 'utf8');
  }

  write(name: string, text: string): void {
    mkdirSync(dirname(this.path(name)), { recursive: true });
    writeFileSync(this.path(name), text);
  }

  /** Changes a file. @throws Error when `change` changes nothing, because a test would then prove nothing */
  edit(name: string, change: (text: string) => string): void {
    const before = this.read(name);
    const after = change(before);
    if (after === before) throw new Error(`the edit of ${name} changes nothing`);
    this.write(name, after);
  }

  /** Does `work` after a change of a file, and takes the change back. */
  with<T>(name: string, change: (text: string) => string, work: () => T): T {
    const before = this.read(name);
    this.edit(name, change);
    try {
      return work();
    } finally {
      this.write(name, before);
    }
  }

  /** Path -> content of every file in a folder; the writer's own files, which come and go, are left out. */
  files(folder: string): ReadonlyMap<string, string> {
    const entries = readdirSync(this.path(folder), { recursive: true, withFileTypes: true });
    const paths = entries
      .filter((entry) => entry.isFile())
      .map((entry) => relative(this.path(folder), join(entry.parentPath, entry.name)));
    const lasting = paths.filter((path) => !path.startsWith('.argosy-')).sort();
    return new Map(lasting.map((path) => [path, this.read(join(folder, path))]));
  }

  /** Runs `argosy` with arguments. */
  argosy(args: readonly string[], options: RunOptions = {}): Run {
    return this.node([this.path('lib/cli/bin.mjs'), ...args], options);
  }

  /** Runs Node with arguments. */
  node(args: readonly string[], { cwd, env }: RunOptions = {}): Run {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      cwd: cwd ?? this.root,
      env: environment(env),
      encoding: 'utf8',
    });
    return { code: status ?? -1, stdout, stderr };
  }

  /** Runs a line in bash: for pipes and signals. */
  shell(line: string, { cwd, env }: RunOptions = {}): Run {
    const variables = environment({ ...env, NODE: process.execPath, ARGOSY: this.path('lib/cli/bin.mjs') });
    const { status, stdout, stderr } = spawnSync('bash', ['-c', line], {
      cwd: cwd ?? this.root,
      env: variables,
      encoding: 'utf8',
    });
    return { code: status ?? -1, stdout, stderr };
  }

  /** Starts `argosy` and returns at once. */
  start(args: readonly string[]): ChildProcess {
    return spawn(process.execPath, [this.path('lib/cli/bin.mjs'), ...args], {
      cwd: this.root,
      env: environment(),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }
}

/** What decides about colours is left out: the tests say what they want. */
function environment(more: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const { NO_COLOR: _no, FORCE_COLOR: _force, ARGOSY_DEBUG: _debug, ...rest } = process.env;
  return { ...rest, ...more };
}
