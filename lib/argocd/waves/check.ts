import type { Issue } from '../../model/issue.ts';
import { sourceFolder } from '../../model/source-folder.ts';
import type { KubeObject, RenderedFile } from '../../model/synthesis.ts';
import { folderOf } from '../folders.ts';
import { type Chain, chainsOf } from './chains.ts';
import type { Reference } from './reference.ts';
import { needsOf, secretOf } from './references.ts';
import { waveOf } from './wave.ts';

/** An object, and where it stands in the syncs. */
interface Placed {
  readonly file: RenderedFile;
  readonly object: KubeObject;
  readonly folder: string;
  readonly chain: Chain;
}

/** Where two objects part: the wave of each in the last sync that both are part of, by itself or by an Application. */
interface Parting {
  readonly waves: readonly [number, number];
  /** Applications there; undefined where it is the object itself. */
  readonly by: readonly [string | undefined, string | undefined];
}

/** @returns undefined when nobody waits for `early`, because a person starts its syncs */
function parting(early: Placed, late: Placed): Parting | undefined {
  const [a, b] = [early.chain.links, late.chain.links];
  let at = 0;
  while (at < a.length && a[at]?.name === b[at]?.name) at++;
  if (a.slice(at).some(({ waitedFor }) => !waitedFor)) return undefined;
  const waves = [a[at]?.wave ?? waveOf(early.object), b[at]?.wave ?? waveOf(late.object)] as const;
  return { waves, by: [a[at]?.name, b[at]?.name] };
}

const called = ({ object: { kind, metadata } }: Placed): string => `${kind} ${metadata.name}`;

const inWave = (wave: number, by: string | undefined): string =>
  `${by === undefined ? '' : `the Application ${by} `}in wave ${String(wave)}`;

/** All objects, by what others call them. */
class Objects {
  readonly #known = new Map<string, Placed>();

  constructor(objects: readonly Placed[]) {
    for (const placed of objects) {
      const { kind, metadata } = placed.object;
      this.#add(placed, kind, metadata.name);
      const secret = secretOf(placed.object);
      if (secret !== undefined) this.#add(placed, 'Secret', secret);
    }
  }

  find(reference: Reference, { object, chain }: Placed): Placed | undefined {
    const { namespace = object.metadata.namespace ?? '', cluster = chain.cluster } = reference;
    return this.#known.get(`${cluster}/${namespace}/${reference.kind}/${reference.name}`);
  }

  #add(placed: Placed, kind: string, name: string): void {
    const key = `${placed.chain.cluster}/${placed.object.metadata.namespace ?? ''}/${kind}/${name}`;
    if (!this.#known.has(key)) this.#known.set(key, placed);
  }
}

/** Kinds that are not well for as long as a canary pauses, or before pods are measured. */
const LAST = ['Rollout', 'HorizontalPodAutoscaler'];

/**
 * Objects that wait for something that is made only after they are well, so that their sync never ends:
 * `wave/waits-for-later`, and what comes after something that may pause for days: `wave/not-last`.
 * @param sourceRoot folder of the data
 */
export function waveIssues(files: readonly RenderedFile[], sourceRoot: string): readonly Issue[] {
  const objects = placed(files);
  const issue = ({ file, folder }: Placed, problem: Omit<Issue, 'at' | 'severity'>): Issue => ({
    ...problem,
    severity: 'error',
    at: { file: sourceFolder(folder, sourceRoot), field: file.node },
  });
  return [
    ...waiting(objects).map(([one, other, { waves, by }]) =>
      issue(one, {
        code: 'wave/waits-for-later',
        message: `must not wait for something later: ${called(one)}, ${inWave(waves[0], by[0])}, needs ${called(other)} of ${other.file.path}, ${inWave(waves[1], by[1])}`,
        fix: `put ${by[1] ?? called(other)} into wave ${String(waves[0])} or an earlier one`,
      }),
    ),
    ...notLast(objects).map(([one, later]) =>
      issue(one, {
        code: 'wave/not-last',
        message: `must be in the last wave of its Application, got ${String(waveOf(one.object))}, and ${later.file.path} in wave ${String(waveOf(later.object))}`,
        fix: `what comes after a ${one.object.kind} waits until no canary pauses: put ${called(later)} into wave ${String(waveOf(one.object))} or an earlier one`,
      }),
    ),
  ];
}

function placed(files: readonly RenderedFile[]): Placed[] {
  const chains = chainsOf(files);
  return files.flatMap((file): Placed[] => {
    const { object } = file;
    const folder = folderOf(file.path);
    const chain = chains.get(folder);
    return chain && object ? [{ file, object, folder, chain }] : [];
  });
}

/** Who waits for whom, in vain; of two Applications the first of their objects that do. */
function waiting(objects: readonly Placed[]): [Placed, Placed, Parting][] {
  const known = new Objects(objects);
  const found = new Map<string, [Placed, Placed, Parting]>();
  for (const one of objects) {
    for (const reference of needsOf(one.object)) {
      const other = known.find(reference, one);
      const parted = other && other !== one ? parting(one, other) : undefined;
      if (!other || !parted || parted.waves[1] <= parted.waves[0]) continue;
      const key = `${parted.by[0] ?? one.file.path} ${parted.by[1] ?? other.file.path}`;
      if (!found.has(key)) found.set(key, [one, other, parted]);
    }
  }
  return [...found.values()];
}

/** Each object that must be in the last wave of its folder and is not, with one that comes after it. */
function notLast(objects: readonly Placed[]): [Placed, Placed][] {
  const last = new Map<string, Placed>();
  for (const one of objects) {
    const before = last.get(one.folder);
    if (!before || waveOf(before.object) < waveOf(one.object)) last.set(one.folder, one);
  }
  return objects.flatMap((one): [Placed, Placed][] => {
    if (!LAST.includes(one.object.kind)) return [];
    const other = last.get(one.folder);
    return other && waveOf(other.object) > waveOf(one.object) ? [[one, other]] : [];
  });
}
