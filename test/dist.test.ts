import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { differences, DIST, folderOf, shipped, withEdits } from './support/shipped.ts';
import { synthesis, files } from './support/shipped-objects.ts';

function* onDisk(folder: string, prefix = ''): Iterable<string> {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    if (entry.isDirectory()) yield* onDisk(join(folder, entry.name), `${prefix}${entry.name}/`);
    else yield prefix + entry.name;
  }
}

describe('dist/', () => {
  it('synthesizes without a single issue', () => {
    expect(synthesis.issues).toEqual([]);
    expect(files.length).toBeGreaterThan(300);
  });

  it('is fresh: what is committed is what the sources say, byte for byte, and nothing else lies there', () => {
    const committed = [...onDisk(DIST)].sort();
    expect(committed).toEqual(synthesis.files.map((file) => file.path).sort());
    const stale = synthesis.files.filter((file) => readFileSync(join(DIST, file.path), 'utf8') !== file.text);
    expect(stale.map((file) => file.path)).toEqual([]);
  });

  it('comes out the same twice', () => {
    expect(shipped().files).toEqual(synthesis.files);
  });

  it('holds one object a file, named after it, under a line that says where it comes from', () => {
    for (const { path, text, object } of files) {
      expect(parse(text)).toEqual(object);
      expect(path.slice(path.lastIndexOf('/') + 1)).toBe(`${object.kind}-${object.metadata.name}.yaml`);
      const source = /^# Generated from (environments[^ ]*)\. Do not edit; run make synth\.\n/.exec(text)?.[1];
      expect(source).toBe(['environments', ...folderOf(path).split('/').slice(0, -1)].join('/'));
      expect(existsSync(join(DIST, '..', source ?? 'missing'))).toBe(true);
    }
  });

  it('has leaves of manifests only: no folder below a leaf, no other file in it', () => {
    for (const folder of new Set(files.map((file) => folderOf(file.path)))) {
      for (const entry of readdirSync(join(DIST, folder), { withFileTypes: true })) {
        expect(`${entry.name} ${String(entry.isFile())}`).toMatch(/^[A-Z][A-Za-z]+-[a-z0-9.-]+\.yaml true$/);
      }
    }
  });
});

describe('a small change makes a small diff', () => {
  const workloads = files.flatMap(({ path, object }) => {
    if (object.kind !== 'Rollout' && object.kind !== 'StatefulSet') return [];
    const [platform = '', environment = ''] = path.split('/');
    return [{ path, folder: `environments/${platform}/${environment}`, name: object.metadata.name }];
  });

  it('an image bump moves at most three lines of one file: tried on every workload at once, each with a tag of its own', () => {
    const marks = new Map(workloads.map(({ path }, index) => [path, `99.9.${String(index)}-bump`]));
    const edits = workloads.map(({ path, folder, name }) => ({
      file: `${folder}/release.yaml`,
      edit: (text: string) =>
        text.replace(
          new RegExp(`(\\n  ${name}:\\n(?:    .*\\n)*?    image: [^@\\n]+):[^@\\n]+@sha256:[0-9a-f]{4}`),
          `$1:${marks.get(path) ?? ''}@sha256:0000`,
        ),
    }));
    const after = withEdits(edits);
    expect(after.issues).toEqual([]);
    const changed = differences(synthesis, after);
    expect(changed.map((file) => file.path).sort()).toEqual([...marks.keys()].sort());
    for (const { path, added } of changed) {
      expect(added.length).toBeLessThanOrEqual(3);
      for (const line of added) expect(/99\.9\.\d+-bump/.exec(line)?.[0]).toBe(marks.get(path));
    }
  });

  it('a canary weight moves one line of one file: tried on every canary at once', () => {
    const canaries = workloads.filter(({ path }) =>
      (synthesis.files.find((file) => file.path === path)?.text ?? '').includes('setWeight'),
    );
    expect(canaries.length).toBeGreaterThan(8);
    const edits = canaries.map(({ folder, name }) => ({
      file: `${folder}/tuning.yaml`,
      edit: (text: string) =>
        text.replace(
          new RegExp(`(\\n  ${name}:\\n(?:(?:    .*)?\\n)*?      - weight: )(\\d+)`),
          (_, before: string, weight: string) => before + String(Number(weight) + 1),
        ),
    }));
    const after = withEdits(edits);
    expect(after.issues).toEqual([]);
    const changed = differences(synthesis, after);
    expect(changed.map((file) => file.path).sort()).toEqual(canaries.map(({ path }) => path).sort());
    for (const { added } of changed) expect(added).toEqual([expect.stringMatching(/^ +- setWeight: \d+$/)]);
  });
});
