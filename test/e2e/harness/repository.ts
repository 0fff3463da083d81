import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { parse, stringify } from 'yaml';
import { fleet as shipped } from '../../../environments/index.ts';
import type { Fleet } from '../../../lib/model/fleet.ts';
import type { KubeObject, RenderedFile } from '../../../lib/model/synthesis.ts';
import { writeDist } from '../../../lib/render/write.ts';
import { SOURCE_ROOT, synthesize } from '../../../lib/synthesis.ts';
import type { Commit, GitServer } from '../plane/git-server.ts';
import type { KeyRing } from '../plane/gpg.ts';
import { type Filter, type Manifest, readManifests } from './dist.ts';
import { act } from './log.ts';

/** A map in a YAML file. */
export type Block = Record<string, unknown>;

/** A change of what the TypeScript files say. It is done again for each commit, until its own commit is taken back. */
interface FleetEdit {
  readonly change: (fleet: Fleet) => Fleet;
  /** @default - none yet */
  commit?: Commit;
}

/** Told of each commit that was pushed. */
export type Listener = (commit: Commit) => Promise<void>;

const DIST = 'dist';

/** The platforms' repository: people edit `environments/` in it, Argosy writes `dist/`, Argo CD reads it. */
export class Repository {
  /** All that were pushed, in order. */
  readonly commits: Commit[] = [];
  private edits: FleetEdit[] = [];
  private readonly filters: Filter[];
  /** The commit before this one: there is one checkout. */
  private last: Promise<unknown> = Promise.resolve();

  /**
   * @param filters what is replaced in every text of `dist/`, in order
   * @param platforms those that are in it
   */
  constructor(
    private readonly git: GitServer,
    private readonly listener: Listener,
    filters: readonly Filter[],
    private readonly platforms: readonly string[],
  ) {
    this.filters = [...filters];
    for (const name of platforms)
      cpSync(join(SOURCE_ROOT, name), join(git.checkout, SOURCE_ROOT, name), { recursive: true });
  }

  /** The repository's address, as Applications name it. */
  get address(): string {
    return this.git.address;
  }

  /** Commits the project's own `dist/`, with nothing done to it but the filters. */
  async commitShipped(message: string): Promise<void> {
    await this.inTurn(() => this.write(this.shippedFiles(), message));
  }

  /** Changes a YAML file below `environments/`, as an editor or a bot would: its head stays. */
  edit(path: string, change: (content: Block) => void): void {
    const file = join(this.git.checkout, SOURCE_ROOT, path);
    const text = readFileSync(file, 'utf8');
    const content = parse(text) as Block;
    change(content);
    const head = text.split('\n').filter((line) => line.startsWith('#'));
    writeFileSync(file, `${head.join('\n')}\n${stringify(content)}`);
  }

  /** Changes what the TypeScript files say. */
  editFleet(change: (fleet: Fleet) => Fleet): void {
    this.edits.push({ change });
  }

  /** Adds a file below `environments/`. */
  add(path: string, text: string): void {
    const file = join(this.git.checkout, SOURCE_ROOT, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }

  /** Deletes a file or folder below `environments/`. */
  remove(path: string): void {
    rmSync(join(this.git.checkout, SOURCE_ROOT, path), { recursive: true });
  }

  /** From now on every text of `dist/` goes through this, too. Answers how to take it out again. */
  through(filter: Filter): () => void {
    this.filters.push(filter);
    return () => {
      this.filters.splice(this.filters.indexOf(filter), 1);
    };
  }

  /**
   * Runs Argosy over `environments/`, and commits and pushes what changes.
   * @param change edits that belong to this commit and to no other: scenarios happen at the same time
   * @throws Error with what Argosy says
   */
  commit(message: string, change: () => void = () => undefined): Promise<Commit | undefined> {
    return this.inTurn(async () => {
      change();
      const { files, issues } = synthesize({ fleet: this.fleet, root: this.git.checkout });
      const errors = issues.filter(({ severity }) => severity === 'error');
      if (errors.length > 0) {
        // Nobody commits it, and so nobody keeps it.
        this.edits = this.edits.filter((edit) => edit.commit);
        await this.git.discard();
        throw new Error(errors.map(({ code, message: text }) => `${code}: ${text}`).join('\n'));
      }
      const commit = await this.write(files, message);
      if (commit) for (const edit of this.edits) edit.commit ??= commit;
      return commit;
    });
  }

  /** Commits manifests below `dist/` that Argosy did not make, as somebody would who works past it. */
  async smuggle(message: string, manifests: readonly Manifest[]): Promise<Commit> {
    const commit = await this.inTurn(() => {
      for (const { path, object } of manifests) {
        const file = join(this.git.checkout, DIST, path);
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, stringify(object));
      }
      return this.push(message);
    });
    if (!commit) throw new Error(`${message}: is there already`);
    return commit;
  }

  /** From now on commits are signed with a key. @default - they are not */
  signWith(ring?: KeyRing, key?: string): Promise<void> {
    return this.inTurn(() => this.git.signWith(ring, key));
  }

  /** Takes a commit back: `environments/` and `dist/` together, as a person rolls back. */
  async revert(commit: Commit, message: string): Promise<void> {
    await this.inTurn(async () => {
      const reverted = await this.git.revert(commit);
      this.edits = this.edits.filter((edit) => edit.commit !== commit);
      act(`git revert: ${message}`);
      await this.tell(reverted);
    });
  }

  /** What is in its `dist/` now. */
  manifests(): readonly Manifest[] {
    return readManifests(join(this.git.checkout, DIST));
  }

  private get fleet(): Fleet {
    const platforms = shipped.platforms.filter(({ name }) => this.platforms.includes(name));
    return this.edits.reduce<Fleet>((fleet, { change }) => change(fleet), { ...shipped, platforms });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  /** The committed `dist/` of the platforms that are synced, as it is: nothing replaced, nothing sabotaged. */
  shippedFiles(): readonly RenderedFile[] {
    // Of the others neither their folders nor the Application that syncs them.
    const others = shipped.platforms.map(({ name }) => name).filter((name) => !this.platforms.includes(name));
    const isTheirs = (path: string): boolean =>
      !others.some((name) => path.startsWith(`${name}/`) || path === `argocd/Application-${name}.yaml`);
    const manifests = readManifests(DIST).filter(({ path }) => isTheirs(path));
    return manifests.map(({ path, object }) => ({
      path,
      object,
      text: readFileSync(join(DIST, path), 'utf8'),
      node: path,
    }));
  }

  private async write(files: readonly RenderedFile[], message: string): Promise<Commit | undefined> {
    const filtered = (text: string, path: string): string =>
      this.filters.reduce((sofar, filter) => filter(sofar, path), text);
    writeDist(
      join(this.git.checkout, DIST),
      files.map((file) => ({ ...file, text: filtered(file.text, file.path) })),
    );
    return this.push(message);
  }

  private async push(message: string): Promise<Commit | undefined> {
    const commit = await this.git.commit(message);
    if (commit === undefined) return undefined;
    act(`git commit -m '${message}' (${String(commit.files.length)} files)`);
    await this.tell(commit);
    return commit;
  }

  private tell(commit: Commit): Promise<void> {
    this.commits.push(commit);
    return this.listener(commit);
  }
}

/** Replaces what stands behind `repoURL:` and in lists: the address of a repository of git or of charts. */
export const addressFilter =
  (addresses: ReadonlyMap<string, string>): Filter =>
  (text) =>
    text.replaceAll(/^(\s*(?:repoURL|- url): |\s+- )(\S+)$/gm, (line, before: string, address: string) => {
      const other = addresses.get(address);
      return other === undefined ? line : before + other;
    });

/** A filter that changes the objects of some files. */
export const objectFilter =
  (file: RegExp, change: (object: KubeObject & { spec: Block }) => void): Filter =>
  (text, path) => {
    if (!file.test(path)) return text;
    const [mark = ''] = text.split('\n');
    const object = parse(text) as KubeObject & { spec: Block };
    change(object);
    return `${mark}\n${stringify(object)}`;
  };
