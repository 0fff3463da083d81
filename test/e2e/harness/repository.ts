import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { fleet as shipped } from '../../../environments/index.ts';
import type { Fleet } from '../../../lib/model/fleet.ts';
import type { KubeObject, RenderedFile } from '../../../lib/model/synthesis.ts';
import { writeDist } from '../../../lib/render/write.ts';
import { SOURCE_ROOT, synthesize } from '../../../lib/synthesis.ts';
import type { GitServer } from '../plane/git-server.ts';
import { type Filter, type Manifest, readManifests } from './dist.ts';
import { act } from './log.ts';
import { type Block, editYaml } from './yaml-edit.ts';

export type { Block };

/** Told which files of a commit have changed, as a webhook would. */
export type Listener = (files: readonly string[]) => Promise<void>;

const DIST = 'dist';

/** The platforms' repository: people edit `environments/` in it, Argosy writes `dist/`, Argo CD reads it. */
export class Repository {
  private fleet: Fleet;
  /** What the TypeScript files said at the last commit, and at the one before it: a revert takes them back, too. */
  private committed: Fleet;
  private before: Fleet;
  private readonly filters: Filter[];

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
    this.fleet = { ...shipped, platforms: shipped.platforms.filter(({ name }) => platforms.includes(name)) };
    this.committed = this.before = this.fleet;
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
    await this.write(this.shippedFiles(), message);
  }

  /** Changes a YAML file below `environments/`, as an editor or a bot would: comments stay. */
  edit(path: string, change: (content: Block) => void): void {
    const file = join(this.git.checkout, SOURCE_ROOT, path);
    writeFileSync(file, editYaml(readFileSync(file, 'utf8'), change));
  }

  /** Deletes a file or folder below `environments/`. */
  remove(path: string): void {
    rmSync(join(this.git.checkout, SOURCE_ROOT, path), { recursive: true });
  }

  /** Changes what the TypeScript files say. */
  editFleet(change: (fleet: Fleet) => Fleet): void {
    this.fleet = change(this.fleet);
  }

  /** From now on every text of `dist/` goes through this, too. Answers how to take it out again. */
  through(filter: Filter): () => void {
    this.filters.push(filter);
    return () => {
      this.filters.splice(this.filters.indexOf(filter), 1);
    };
  }

  /** Runs Argosy over `environments/`, and commits and pushes what changes. @throws Error with what Argosy says */
  async commit(message: string): Promise<void> {
    const { files, issues } = synthesize({ fleet: this.fleet, root: this.git.checkout });
    const errors = issues.filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(errors.map(({ code, message: text }) => `${code}: ${text}`).join('\n'));
    await this.write(files, message);
    [this.before, this.committed] = [this.committed, this.fleet];
  }

  /** Commits manifests below `dist/` that Argosy did not make, as somebody would who works past it. */
  async smuggle(manifests: readonly Manifest[], message: string): Promise<void> {
    for (const { path, object } of manifests) writeFileSync(join(this.git.checkout, DIST, path), stringify(object));
    await this.push(message);
    this.before = this.committed;
  }

  /** Takes the last commit back: environments/ and dist/ together. */
  async revert(message: string): Promise<void> {
    const files = await this.git.revert();
    [this.before, this.committed] = [this.committed, this.before];
    this.fleet = this.committed;
    act(`git revert: ${message}`);
    await this.listener(files);
  }

  /** What is in its `dist/` now. */
  manifests(): readonly Manifest[] {
    return readManifests(join(this.git.checkout, DIST));
  }

  head(): Promise<string> {
    return this.git.head();
  }

  private shippedFiles(): RenderedFile[] {
    const theirs = new RegExp(
      `^(argocd/[^/]*-(root|${this.platforms.join('|')})\\.yaml$|(${this.platforms.join('|')})/)`,
    );
    const manifests = readManifests(DIST).filter(({ path }) => theirs.test(path));
    return manifests.map(({ path, object }) => ({
      path,
      object,
      text: readFileSync(join(DIST, path), 'utf8'),
      node: path,
    }));
  }

  private async write(files: readonly RenderedFile[], message: string): Promise<void> {
    writeDist(
      join(this.git.checkout, DIST),
      files.map((file) => ({
        ...file,
        text: this.filters.reduce((text, filter) => filter(text, file.path), file.text),
      })),
    );
    await this.push(message);
  }

  private async push(message: string): Promise<void> {
    const changed = await this.git.commit(message);
    act(`commit: ${message} (${String(changed.length)} files)`);
    await this.listener(changed);
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
