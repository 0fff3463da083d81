import type { ChildProcess } from 'node:child_process';
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { Workspace } from '../support/workspace.ts';

jest.setTimeout(60_000);

const TUNING = 'environments/pern/production/tuning.yaml';
const PLATFORM = 'environments/pern/platform.ts';
const CONSTRUCT = 'lib/constructs/control-plane.ts';

const workspace = new Workspace();
const times: string[] = [];
let watcher: ChildProcess;
let log = '';

/** Waits until something is so, and returns the milliseconds that it took. @throws Error after ten seconds */
async function until(what: string, isSo: () => boolean): Promise<number> {
  const start = performance.now();
  while (!isSo()) {
    if (performance.now() - start > 10_000) throw new Error(`not within ten seconds: ${what}\n${log}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
  return Math.round(performance.now() - start);
}

/** Whether some file of `dist/` has this text. */
const inDist = (text: string): boolean =>
  [...workspace.files('dist').values()].some((content) => content.includes(text));

/** Waits for a text to be written to `dist/`, and notes how long that took. */
async function written(what: string, text: string): Promise<void> {
  let seen = '';
  // Reading all of dist/ takes its time: only when the watcher has said something.
  const isWritten = (): boolean => {
    if (log === seen) return false;
    seen = log;
    return inDist(text);
  };
  times.push(`${what}: ${String(await until(`${text} in dist/`, isWritten))} ms`);
}

/** Another request of CPU for the first service. */
const cpu =
  (milli: number) =>
  (text: string): string =>
    text.replace(/cpu: \d+m/, `cpu: ${String(milli)}m`);
const description =
  (words: string) =>
  (text: string): string =>
    text.replace(/(description: ')[^']*'/, `$1${words}'`);

beforeAll(async () => {
  watcher = workspace.start(['synth', '--watch']);
  watcher.stderr?.setEncoding('utf8').on('data', (text: string) => (log += text));
  await until('the first synthesis', () => /(changed|added).* in \d/.test(log));
});

afterAll(() => {
  watcher.kill('SIGKILL');
  workspace.remove();
  process.stdout.write(`from the save to dist/: ${times.join(', ')}\n`);
});

it('writes what a saved YAML file says', async () => {
  workspace.edit(TUNING, cpu(111));
  await written('YAML', 'cpu: 111m');
});

it('writes what a YAML file says that an editor replaced by another', async () => {
  for (const milli of [112, 113, 114]) {
    writeFileSync(workspace.path(`${TUNING}~`), cpu(milli)(workspace.read(TUNING)));
    renameSync(workspace.path(`${TUNING}~`), workspace.path(TUNING));
    await written('YAML replaced', `cpu: ${String(milli)}m`);
  }
});

it('writes what saved TypeScript says, in environments/ and in lib/', async () => {
  workspace.edit(PLATFORM, description('seen by the watcher'));
  await written('environments/*.ts', 'seen by the watcher');
  workspace.edit(CONSTRUCT, (text) => text.replace('administrators of Argo CD only', 'nobody else'));
  await written('lib/*.ts', 'nobody else');
});

it('says what is wrong, leaves dist/ alone, and goes on when it is mended', async () => {
  for (const [file, wrong, message] of [
    [TUNING, (text: string) => text.replace(/cpu: \d+m/, 'cpu: 1,5'), 'quantity/invalid'],
    [PLATFORM, (text: string) => `${text}}\n`, 'typescript/syntax'],
    [PLATFORM, (text: string) => `${text}throw new Error('no');\n`, 'data/invalid'],
  ] as const) {
    const [good, before] = [workspace.read(file), workspace.files('dist')];
    log = '';
    workspace.edit(file, wrong);
    await until(message, () => log.includes(message));
    expect(workspace.files('dist')).toEqual(before);
    log = '';
    workspace.write(file, good);
    await until('mended', () => log.includes('nothing changed'));
  }
});

it('goes on when a file is deleted and comes back', async () => {
  const text = workspace.read(TUNING);
  log = '';
  rmSync(workspace.path(TUNING));
  await until('an error', () => log.includes('1 error in 1 file'));
  workspace.write(TUNING, cpu(115)(text));
  await written('YAML made anew', 'cpu: 115m');
});

it('ends with the last of many edits, also of those made during a synthesis', async () => {
  for (let milli = 200; milli <= 260; milli++) {
    workspace.edit(TUNING, cpu(milli));
    if (milli % 3 === 0) await new Promise((resolve) => setTimeout(resolve, milli % 40));
  }
  await written('YAML in a burst', 'cpu: 260m');
});

it('does not react to what it writes itself, nor to what an editor leaves for a moment', async () => {
  await new Promise((resolve) => setTimeout(resolve, 300));
  log = '';
  workspace.write('dist/notes.txt', 'mine\n');
  workspace.write(`${TUNING}~`, 'backup\n');
  workspace.write('environments/pern/production/.tuning.yaml.swp', 'swap\n');
  rmSync(workspace.path('dist/notes.txt'));
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(log).toBe('');
  rmSync(workspace.path(`${TUNING}~`));
  rmSync(workspace.path('environments/pern/production/.tuning.yaml.swp'));
});

it('ends at Ctrl-C with 130, and leaves dist/ up to date', async () => {
  const ended = new Promise((resolve) => watcher.once('exit', resolve));
  watcher.kill('SIGINT');
  expect(await ended).toBe(130);
  expect(workspace.argosy(['synth', '--check'])).toMatchObject({ code: 0, stdout: '' });
});
