import { fleet } from '../../environments/index.ts';
import { applicationsOf } from '../../lib/argocd/applications.ts';
import { loadFleet } from '../../lib/config/load.ts';
import type { Delivery } from '../../lib/model/delivery.ts';
import type { Synthesis } from '../../lib/model/synthesis.ts';
import { synthesizeResolved } from '../../lib/synthesis.ts';
import { ROOT } from '../support/shipped.ts';

const resolved = loadFleet(fleet, ROOT).fleet;

/** All shipped platforms that have no charts, delivered in one way. */
function delivered(delivery: Delivery): Synthesis {
  if (!resolved) throw new Error('the shipped data is broken');
  const platforms = resolved.platforms
    .filter(({ platform }) => platform.charts === undefined)
    .map((one) => ({ ...one, platform: { ...one.platform, delivery } }));
  return synthesizeResolved({ ...resolved, platforms });
}

/** What its parts' Applications are, but for where they stand: labels, waves, and who confirms a removal. */
function parts({ files, issues }: Synthesis) {
  expect(issues.filter(({ severity }) => severity === 'error')).toEqual([]);
  return applicationsOf(files)
    .filter(({ application: { spec } }) => spec.project !== 'root')
    .map(({ application: { metadata, spec } }) => {
      const annotations = Object.entries((metadata['annotations'] ?? {}) as Record<string, string>);
      const own = annotations.filter(([key]) => !/sync-(wave|options)$/.test(key)).sort();
      return [metadata.name, { own, finalizers: metadata['finalizers'], spec }] as const;
    });
}

const explicit = parts(delivered({ kind: 'explicit' }));

it.each<Delivery>([{ kind: 'git' }, { kind: 'matrix' }])('makes the same Applications: %j', (delivery) => {
  expect(explicit.length).toBeGreaterThan(60);
  expect(parts(delivered(delivery))).toEqual(explicit);
});

it('takes the automation of Argo CD itself where the ApplicationSet starts the syncs, and nothing else', () => {
  const rolling = parts(delivered({ kind: 'matrix', strategy: 'RollingSync' }));
  const switchedOff = (text: string): string => text.replaceAll('"enabled":true', '"enabled":false');
  expect(rolling).toEqual(JSON.parse(switchedOff(JSON.stringify(explicit))));
});

it('leaves no Application and no folder of Applications of an environment', () => {
  const { files } = delivered({ kind: 'git' });
  const folders = new Set(files.map(({ path }) => path.slice(0, path.lastIndexOf('/'))));
  expect([...folders].filter((folder) => /^[^/]+\/[^/]+\/argocd$/.test(folder))).toEqual([]);
});
