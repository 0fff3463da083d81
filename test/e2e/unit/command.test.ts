import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { folderOf, missing, versionOf } from '../build/cache.ts';
import { ALL } from '../build/components.ts';

const ROOT = join(__dirname, '../../..');

const run = (args: readonly string[], env: Readonly<Record<string, string>>) =>
  spawnSync(process.execPath, ['lib/cli/run.mjs', 'test/e2e/main.ts', ...args], {
    cwd: ROOT,
    env: { ...process.env, ONLY: '', PLATFORMS: '', SABOTAGE: '', KEEP: '', ...env },
    encoding: 'utf8',
  });

const folder = mkdtempSync(join(tmpdir(), 'argosy-e2e-command-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('without what it needs', () => {
  const nothing = { ARGOSY_E2E_CACHE: join(folder, 'empty') };

  it.each(['api', 'all'])('%s says in one line what to do, and exits with 2', (tier) => {
    const { status, stdout, stderr } = run([tier], nothing);
    expect(stderr).toMatch(/^e2e: not built yet: etcd, kubernetes.*; run `make e2e-build` .*\n$/);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  it('build says what to install when there is no Go', () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    symlinkSync(process.execPath, join(bin, 'node'));
    const { status, stderr } = run(['build'], { ...nothing, PATH: bin });
    expect(stderr).toMatch(/^e2e: go is not on the PATH: install Go .*\n$/);
    expect(status).toBe(2);
  });

  it('knows the scenarios that there are', () => {
    const { status, stderr } = run(['all'], { ONLY: 'canary-suceeds' });
    expect(stderr).toMatch(/^e2e: no scenario canary-suceeds; there are api, bootstrap, .*\n$/);
    expect(status).toBe(2);
  });
});

describe('what is built', () => {
  it('has another folder when go.sum, the source or the way of building changes', () => {
    const module = 'test/e2e/modules/redis';
    cpSync(join(ROOT, module), join(folder, module), { recursive: true });
    const component = ALL.find((one) => one.module === 'redis');
    if (!component) throw new Error('there is no redis');
    const back = process.cwd();
    process.chdir(folder);
    try {
      const folders = [folderOf(component)];
      for (const file of ['go.sum', 'main.go']) {
        writeFileSync(join(module, file), `${readFileSync(join(module, file), 'utf8')}\n`);
        folders.push(folderOf(component));
      }
      folders.push(folderOf({ ...component, variables: ['a=b'] }));
      expect(new Set(folders).size).toBe(4);
      expect(folderOf(component)).toBe(folders[2]);
    } finally {
      process.chdir(back);
    }
  });

  it('is of the version that its go.mod names', () => {
    for (const component of ALL) {
      if (component.from === undefined) continue;
      expect(`${component.module} ${versionOf(component) ?? 'has none'}`).toMatch(/ \d+\.\d+\.\d+$/);
    }
  });
});

describe('the keeper', () => {
  const alive = (pid: number): boolean => {
    try {
      process.kill(pid, 0);
      return true;
    } catch {
      return false;
    }
  };

  it('ends the processes of a harness that is gone, with what they started', async () => {
    const keeper = spawn(process.execPath, [join(ROOT, 'test/e2e/plane/keeper.mjs')], {
      stdio: ['pipe', 'ignore', 'ignore'],
    });
    const script = `require('child_process').spawn('sleep', ['60'], { stdio: 'ignore' }); setInterval(() => {}, 1000)`;
    const group = spawn(process.execPath, ['-e', script], { detached: true, stdio: 'ignore' });
    const ended = new Promise((resolve) => group.once('exit', resolve));
    const other = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    keeper.stdin.write(`+${String(group.pid)}\n+${String(other.pid)}\n-${String(other.pid)}\n`);
    await wait(300);
    keeper.stdin.end();
    await ended;
    expect(alive(other.pid ?? 0)).toBe(true);
    other.kill();
  });
});

const built = missing('api').length === 0;

/** The real thing, where it is built: `make e2e-build`. */
(built ? describe : describe.skip)('the tier api', () => {
  it('takes every object of dist/, and leaves no process behind', () => {
    const results = join(folder, 'results');
    const { status, stdout } = run(['api'], { RESULTS: results });
    expect(stdout).toMatch(/1 passed, 0 failed\n$/);
    expect(status).toBe(0);
    expect(readFileSync(join(results, 'e2e-api.xml'), 'utf8')).toContain('failures="0"');
    expect(dirname(results)).toBe(folder);
  }, 120_000);
});
