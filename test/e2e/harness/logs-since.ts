import { closeSync, fstatSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';

/** Remembers where each log of a folder ends, and answers what was written after it. */
export class LogsSince {
  private readonly ends: ReadonlyMap<string, number>;

  constructor(private readonly folder: string) {
    this.ends = new Map(readdirSync(folder).map((file) => [file, statSync(join(folder, file)).size]));
  }

  /** Component -> its lines since then. */
  lines(): ReadonlyMap<string, readonly string[]> {
    const files = readdirSync(this.folder).sort();
    return new Map(files.map((file) => [basename(file, '.log'), this.linesOf(file)]));
  }

  private linesOf(file: string): readonly string[] {
    const from = this.ends.get(file) ?? 0;
    const opened = openSync(join(this.folder, file), 'r');
    try {
      const buffer = Buffer.alloc(Math.max(0, fstatSync(opened).size - from));
      readSync(opened, buffer, 0, buffer.length, from);
      return buffer.toString('utf8').split('\n').filter(Boolean);
    } finally {
      closeSync(opened);
    }
  }
}
