import { appendFileSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { folderOf, missing, MODULES, versionOf } from './build/cache.ts';
import { ALL, API } from './build/components.ts';

jest.mock('../../imports/generator/sources.mjs', () => jest.requireActual<object>('./support/sources.ts'));

const [etcd] = API;
if (!etcd) throw new Error('the tier api needs etcd');

it('knows the version of all that is somebody else’s', () => {
  for (const component of ALL.filter(({ from }) => from !== undefined))
    expect([component.module, versionOf(component)]).toEqual([
      component.module,
      expect.stringMatching(/^\d+\.\d+\.\d+/),
    ]);
});

it('names another folder when go.sum or the way of building changes, and the same one otherwise', () => {
  const [root, before] = [mkdtempSync(join(tmpdir(), 'argosy-cache-')), process.cwd()];
  try {
    cpSync(join(MODULES, etcd.module), join(root, MODULES, etcd.module), { recursive: true });
    const known = folderOf(etcd);
    process.chdir(root);
    expect(folderOf(etcd)).toBe(known);
    expect(folderOf({ ...etcd, variables: ['main.version=1'] })).not.toBe(known);
    appendFileSync(join(MODULES, etcd.module, 'go.sum'), 'example.com/new v1.0.0 h1:x=\n');
    expect(folderOf(etcd)).not.toBe(known);
  } finally {
    process.chdir(before);
    rmSync(root, { recursive: true });
  }
});

it('misses everything where nothing is built', () => {
  const before = process.env['ARGOSY_E2E_CACHE'];
  process.env['ARGOSY_E2E_CACHE'] = '/nowhere';
  try {
    expect(missing('all')).toEqual([...ALL.map(({ module }) => module), 'crds']);
  } finally {
    if (before === undefined) delete process.env['ARGOSY_E2E_CACHE'];
    else process.env['ARGOSY_E2E_CACHE'] = before;
  }
});
