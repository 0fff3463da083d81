import { join } from 'node:path';
import { simpleGit, type SimpleGit } from 'simple-git';
import type { KeyRing } from './gpg.ts';

/** A commit that was pushed, and the files that it changed. */
export interface Commit {
  readonly id: string;
  readonly files: readonly string[];
  /** Folders that have such a file in them or below. */
  readonly folders: ReadonlySet<string>;
}

/** `a/b/c.yaml`: `a` and `a/b`. */
function foldersOf(files: readonly string[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const file of files)
    for (let end = file.indexOf('/'); end > 0; end = file.indexOf('/', end + 1)) folders.add(file.slice(0, end));
  return folders;
}

/** A bare repository that Argo CD reads, and a checkout that people work in. */
export class GitServer {
  /** What commits are signed with. @default - nothing */
  private ring: KeyRing | undefined;

  private constructor(
    /** As an Application names it. */
    readonly address: string,
    /** The checkout. */
    readonly checkout: string,
    private readonly git: SimpleGit,
  ) {}

  /** @param branch that Applications follow */
  static async create(folder: string, branch: string): Promise<GitServer> {
    const bare = join(folder, 'platforms.git');
    const checkout = join(folder, 'platforms');
    await simpleGit().raw('init', '--quiet', '--bare', '--initial-branch', branch, bare);
    await simpleGit().raw('clone', '--quiet', bare, checkout);
    const git = simpleGit(checkout);
    await git.addConfig('user.name', 'e2e');
    await git.addConfig('user.email', 'e2e@example.test');
    await git.addConfig('commit.gpgsign', 'false');
    return new GitServer(`file://${bare}`, checkout, git);
  }

  /** From now on commits are signed with a key. @param ring undefined: they are not */
  async signWith(ring: KeyRing | undefined, key = ''): Promise<void> {
    this.ring = ring;
    const { PATH = '', HOME = '' } = process.env;
    this.git.env({ PATH, HOME, GNUPGHOME: ring?.home ?? '' });
    await this.git.addConfig('commit.gpgsign', String(ring !== undefined));
    await this.git.addConfig('user.signingkey', key);
  }

  /** Commits everything and pushes it. Answers the commit; undefined when nothing changed. */
  async commit(message: string): Promise<Commit | undefined> {
    await this.git.raw('add', '--all');
    const changed = (await this.git.raw('diff', '--cached', '--name-only', '-z')).split('\0').filter(Boolean);
    if (changed.length === 0) return undefined;
    await this.git.raw('commit', '--quiet', '--message', message);
    return this.pushed(changed);
  }

  /** Forgets what was changed since the last commit. */
  async discard(): Promise<void> {
    await this.git.raw('reset', '--quiet', '--hard');
  }

  /** Takes a commit back with a commit, as a person rolls back. @throws when a later one has changed the same lines */
  async revert({ id, files }: Commit): Promise<Commit> {
    try {
      await this.git.raw('revert', '--no-edit', id);
    } catch (error) {
      // Nobody could commit anything beside half a revert.
      await this.git.raw('revert', '--abort');
      throw error;
    }
    return this.pushed(files);
  }

  private async pushed(files: readonly string[]): Promise<Commit> {
    this.ring?.letGo();
    await this.git.raw('push', '--quiet', 'origin', 'HEAD');
    return { id: await this.git.revparse('HEAD'), files, folders: foldersOf(files) };
  }
}
