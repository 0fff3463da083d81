import { join } from 'node:path';
import { simpleGit, type SimpleGit } from 'simple-git';

/** A bare repository that Argo CD reads, and a checkout that people work in. */
export class GitServer {
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

  /** Commits everything and pushes it. Answers the files that changed; none is no commit. */
  async commit(message: string): Promise<readonly string[]> {
    await this.git.raw('add', '--all');
    const changed = (await this.git.raw('diff', '--cached', '--name-only', '-z')).split('\0').filter(Boolean);
    if (changed.length === 0) return [];
    await this.git.raw('commit', '--quiet', '--message', message);
    await this.git.raw('push', '--quiet', 'origin', 'HEAD');
    return changed;
  }

  /** Takes the last commit back with a commit, as a person rolls back. Answers the files that changed. */
  async revert(): Promise<readonly string[]> {
    await this.git.raw('revert', '--no-edit', 'HEAD');
    await this.git.raw('push', '--quiet', 'origin', 'HEAD');
    return (await this.git.raw('show', '--name-only', '-z', '--format=', 'HEAD')).split('\0').filter(Boolean);
  }

  /** The newest commit. */
  head(): Promise<string> {
    return this.git.revparse('HEAD');
  }
}
