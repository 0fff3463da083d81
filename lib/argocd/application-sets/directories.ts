import { OUTPUT_FOLDER } from '../../model/output-folder.ts';
import type { RenderedFile } from '../../model/synthesis.ts';

/** The folders of `dist/` as git has them, in order: those that files lie in, and those above them. */
export function directoriesOf(files: readonly RenderedFile[]): readonly string[] {
  const found = new Set<string>();
  for (const { path } of files) {
    let folder = `${OUTPUT_FOLDER}/${path}`;
    for (let at = folder.lastIndexOf('/'); at > 0; at = folder.lastIndexOf('/')) {
      folder = folder.slice(0, at);
      if (found.has(folder)) break;
      found.add(folder);
    }
  }
  return [...found].sort();
}
