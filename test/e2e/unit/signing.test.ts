import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GitServer } from '../plane/git-server.ts';
import { makeSigning } from '../plane/gpg.ts';

const installed = spawnSync('gpg', ['--version']).status === 0;

describe('signatures', () => {
  // Short: the agent's socket has a path of at most 108 characters.
  const folder = mkdtempSync(join(tmpdir(), 'e2e-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  (installed ? it : it.skip)('signs commits with the key that is asked for, and leaves no agent behind', async () => {
    const home = join(folder, 'keys');
    const signing = makeSigning(home);
    const git = await GitServer.create(folder, 'main');
    const [release, other] = signing?.keys ?? [];
    for (const key of [undefined, release, other, undefined]) {
      await git.signWith(key === undefined ? undefined : signing?.ring, key);
      writeFileSync(join(git.checkout, 'file'), String(Math.random()));
      await git.commit('another number');
    }
    const signatures = execFileSync('git', ['-C', git.checkout, 'log', '--reverse', '--format=%G? %GK'], {
      encoding: 'utf8',
      env: { ...process.env, GNUPGHOME: home },
    });
    expect(signatures.trim().split(/\s*\n/)).toEqual(['N', `G ${String(release)}`, `G ${String(other)}`, 'N']);
    const socket = execFileSync('gpgconf', ['--homedir', home, '--list-dirs', 'agent-socket'], { encoding: 'utf8' });
    expect(existsSync(socket.trim())).toBe(false);
  });
});
