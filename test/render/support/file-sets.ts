import type { RenderedFile } from '../../../lib/model/synthesis.ts';
import { yamlHeader } from '../../../lib/render/header.ts';

/** A generated file with some body. */
export const generated = (path: string, body = 'a: 1\n'): RenderedFile => ({
  path,
  text: `${yamlHeader('environments/test')}\n${body}`,
  node: path,
});

/**
 * Two outputs of about 300 files: 200 that differ, 50 that are equal, 50 that only one has, and a file where the other
 * has a folder.
 */
export function fileSet(name: 'A' | 'B'): RenderedFile[] {
  const many = (count: number, folder: string, body: string): RenderedFile[] =>
    Array.from({ length: count }, (_, i) =>
      generated(`${folder}${i % 20}/Kind-${i}.yaml`, `${body}: ${i}\n`.repeat(40)),
    );
  return [
    ...many(200, 'p/changing', name),
    ...many(50, 'p/same', 'same'),
    ...many(50, `p/only-${name}/`, name),
    generated(name === 'A' ? 'p/swap' : 'p/swap/inner/Kind-x.yaml', name),
    generated(name === 'A' ? 'p/swop/Kind-x.yaml' : 'p/swop', name),
  ];
}
