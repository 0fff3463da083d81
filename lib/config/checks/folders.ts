import { readdirSync } from 'node:fs';
import type { Fleet } from '../../model/fleet.ts';
import type { Issue, Problem } from '../../model/issue.ts';
import { suggestion } from '../../model/nearest.ts';
import type { Platform } from '../../model/platform.ts';
import { isActive } from './subject.ts';

const ROOT = 'environments';
/** YAML files that are read, and those that a person may think are. */
const READ = ['release.yaml', 'tuning.yaml'];
const LOOKS_READ = /\.(ya?ml|json)$/i;

interface Listing {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/** What a folder holds, without what begins with a dot, or undefined when it is no folder. */
function list(root: string, folder: string): Listing | undefined {
  try {
    const entries = readdirSync(`${root}/${folder}`, { withFileTypes: true }).filter(
      ({ name }) => !name.startsWith('.'),
    );
    const names = (folders: boolean) =>
      entries
        .filter((entry) => entry.isDirectory() === folders)
        .map(({ name }) => name)
        .sort();
    return { folders: names(true), files: names(false) };
  } catch {
    return undefined;
  }
}

/** Compares what lies below `environments/` with what the fleet names. Case counts, on every file system. */
class FolderCheck {
  readonly issues: Issue[] = [];
  readonly readable = new Set<string>();
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  #add(file: string, problem: Problem, severity: Issue['severity'] = 'error'): void {
    this.issues.push({ ...problem, severity, at: { file } });
  }

  /** Folders that nobody names, below one of ours. */
  #unknown(
    folder: string,
    listing: Listing,
    names: readonly string[],
    what: 'platform' | 'environment',
    where: string,
  ): void {
    for (const name of listing.folders.filter((one) => !names.includes(one))) {
      const near = suggestion(
        name,
        names.filter((known) => !listing.folders.includes(known)),
      );
      const fix = near?.startsWith('did') === true ? near : `add it to ${where}, or remove the folder`;
      this.#add(`${folder}/${name}`, {
        code: `folder/unknown-${what}`,
        message: `is no ${what} that ${where} names`,
        fix,
      });
    }
  }

  /** Files that look as if they said something. A warning: they do no harm but to the person who edits them. */
  #stray(folder: string, { files }: Listing, read: readonly string[]): void {
    for (const name of files.filter((one) => LOOKS_READ.test(one) && !read.includes(one))) {
      const near = suggestion(name, read);
      const fix = near?.startsWith('did') === true ? near : 'remove it, or move it to where it is read';
      this.#add(`${folder}/${name}`, { code: 'folder/stray-file', message: 'is read by nobody', fix }, 'warning');
    }
  }

  fleet(platforms: readonly Platform[]): void {
    const listing = list(this.#root, ROOT);
    if (listing === undefined) {
      this.#add(ROOT, {
        code: 'folder/missing',
        message: 'must be a folder, there is none',
        fix: 'run this in the repository, or name its folder',
      });
      return;
    }
    const names = platforms.map(({ name }) => name);
    this.#unknown(ROOT, listing, names, 'platform', `${ROOT}/index.ts`);
    this.#stray(ROOT, listing, []);
    for (const platform of platforms) this.#platform(platform, listing);
  }

  #platform(platform: Platform, above: Listing): void {
    const folder = `${ROOT}/${platform.name}`;
    const listing =
      above.folders.includes(platform.name) || this.#links(ROOT, platform.name, above)
        ? list(this.#root, folder)
        : undefined;
    if (listing === undefined) {
      this.#missing(folder, platform.name, above);
      return;
    }
    const names = platform.environments.map(({ name }) => name);
    this.#unknown(folder, listing, names, 'environment', `${folder}/platform.ts`);
    this.#stray(folder, listing, []);
    for (const environment of platform.environments) {
      const own = `${folder}/${environment.name}`;
      const there = listing.folders.includes(environment.name) || this.#links(folder, environment.name, listing);
      const inside = there ? list(this.#root, own) : undefined;
      if (inside !== undefined) this.#stray(own, inside, READ);
      if (!isActive(environment)) continue;
      if (inside === undefined) this.#missing(own, environment.name, listing);
      else this.readable.add(`${platform.name}/${environment.name}`);
    }
  }

  /** Whether a name that is no directory is a link to one. */
  #links(folder: string, name: string, { files }: Listing): boolean {
    return files.includes(name) && list(this.#root, `${folder}/${name}`) !== undefined;
  }

  #missing(folder: string, name: string, { folders, files }: Listing): void {
    const other = folders.find((one) => one.toLowerCase() === name.toLowerCase());
    if (files.includes(name))
      this.#add(folder, { code: 'folder/missing', message: 'must be a folder, got something else' });
    else {
      const fix = other === undefined ? 'add it' : `rename ${other} to ${name}: case counts`;
      this.#add(folder, { code: 'folder/missing', message: 'must be a folder, there is none', fix });
    }
  }
}

/** What is wrong with the folders, and the active environments (`platform/environment`) whose files can be read. */
export function checkFolders(
  fleet: Fleet,
  root: string,
): { readonly issues: readonly Issue[]; readonly readable: ReadonlySet<string> } {
  const check = new FolderCheck(root);
  check.fleet(fleet.platforms);
  return check;
}
