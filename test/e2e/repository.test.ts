import { parse } from 'yaml';
import { addressFilter, objectFilter } from './harness/repository.ts';

// What only a plane needs; it is not CommonJS.
jest.mock('@kubernetes/client-node', () => ({}));

const filter = addressFilter(
  new Map([
    ['https://github.com/acme/platforms.git', 'file:///tmp/platforms.git'],
    ['https://charts.example.com', 'http://127.0.0.1:1/charts.example.com'],
  ]),
);

it('replaces the address behind repoURL and in lists, and no other', () => {
  const text = `spec:
  source:
    repoURL: https://github.com/acme/platforms.git
  sourceRepos:
    - https://github.com/acme/platforms.git
    - https://charts.example.com
    - https://charts.example.com/more
  generators:
    - url: https://charts.example.com
  description: see https://github.com/acme/platforms.git
`;
  expect(filter(text, 'x.yaml')).toBe(`spec:
  source:
    repoURL: file:///tmp/platforms.git
  sourceRepos:
    - file:///tmp/platforms.git
    - http://127.0.0.1:1/charts.example.com
    - https://charts.example.com/more
  generators:
    - url: http://127.0.0.1:1/charts.example.com
  description: see https://github.com/acme/platforms.git
`);
});

it('changes the objects of the files that are meant, and keeps the mark of the generator', () => {
  const timeless = objectFilter(/AppProject-.*\.yaml$/, ({ spec }) => {
    delete spec['syncWindows'];
  });
  const text = '# Generated. Do not edit.\nkind: AppProject\nspec:\n  syncWindows: []\n  description: x\n';
  expect(timeless(text, 'pern/argocd/Application-a.yaml')).toBe(text);
  const changed = timeless(text, 'pern/argocd/AppProject-pern.yaml');
  expect(changed).toMatch(/^# Generated\. Do not edit\.\n/);
  expect(parse(changed)).toEqual({ kind: 'AppProject', spec: { description: 'x' } });
});
