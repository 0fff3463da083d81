import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ROOT } from './support/shipped.ts';

function* filesBelow(folder: string, ending: RegExp): Iterable<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) yield* filesBelow(path, ending);
    else if (ending.test(entry.name)) yield path;
  }
}

const read = (path: string): string => readFileSync(path, 'utf8');
const codesIn = (text: string): Set<string> =>
  new Set([...text.matchAll(/^\| `([a-z]+\/[a-z0-9-]+)`/gm)].map((match) => match[1] ?? ''));

it('documents every issue code that the library can give, and no other', () => {
  const documented = codesIn(read(join(ROOT, 'docs/reference/issues.md')));
  const areas = new Set([...documented].map((code) => code.split('/')[0]));
  const used = new Set<string>();
  for (const path of filesBelow(join(ROOT, 'lib'), /\.(ts|mjs)$/)) {
    for (const [, code = ''] of read(path).matchAll(/['"`]([a-z]+\/[a-z0-9-]+)['"]/g))
      if (areas.has(code.split('/')[0])) used.add(code);
  }
  // Made from a word each: `folder/unknown-${what}`, `dist/cannot-${action}`.
  for (const code of ['folder/unknown-platform', 'folder/unknown-environment', 'dist/cannot-read', 'dist/cannot-write'])
    used.add(code);
  expect([...used].sort()).toEqual([...documented].sort());
});

it('links only to what is there', () => {
  const pages = [
    join(ROOT, 'README.md'),
    join(ROOT, 'imports/README.md'),
    ...filesBelow(join(ROOT, 'docs'), /\.md$/),
    join(ROOT, 'dist/README.md'),
  ];
  const broken = pages.flatMap((page) =>
    [...read(page).matchAll(/\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)/g)].flatMap(([, target = '']) => {
      const path = join(dirname(page), target);
      return statSync(path, { throwIfNoEntry: false }) ? [] : [`${page.slice(ROOT.length + 1)} -> ${target}`];
    }),
  );
  expect(broken).toEqual([]);
});

it('says the same of the commands as the commands themselves', () => {
  const readme = read(join(ROOT, 'README.md'));
  for (const path of filesBelow(join(ROOT, 'lib/cli/commands'), /\.ts$/)) {
    const name = path.slice(path.lastIndexOf('/') + 1, -'.ts'.length);
    // `complete` is what the scripts of `completion` call.
    if (name !== 'version' && name !== 'complete') expect(readme).toContain(`argosy ${name}`);
  }
});
