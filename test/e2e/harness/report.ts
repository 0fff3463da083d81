import { versions } from '../build/build.ts';
import type { Tier } from '../build/cache.ts';
import { STAND_IN_KINDS } from '../plane/stages.ts';
import type { Usage } from '../plane/usage.ts';
import { VARIANTS } from '../scenarios/api-variants.ts';
import { writeJunit } from './junit.ts';
import { noticed } from './noticed.ts';
import type { Options } from './options.ts';
import { type Proof, writeProof } from './proof.ts';
import { SHORTENED } from './quick.ts';
import type { Outcome } from './scenario.ts';
import { REPLACED, type World } from './world.ts';

const PAGE = 'docs/proof.md';

const STAND_INS = [
  `kwok plays the kubelet: pods are scheduled by the real scheduler, and become Ready at once`,
  `kwok writes the status that the controllers of these kinds would: ${STAND_IN_KINDS.join(', ')}`,
  'the harness brings each Rollout within the bounds of its HorizontalPodAutoscaler; nothing is scaled by load',
  'the harness makes a PersistentVolume for each claim; the real volume binder binds it',
  'a plugin of ours writes the weights of HTTPRoutes, with the name, protocol and settings of the Gateway API plugin',
  'an exporter of ours says how each version behaves; the real Prometheus scrapes it, and answers the real queries',
];

const unseen = (): ReadonlyMap<string, string> =>
  new Map(VARIANTS.flatMap(({ name, seenBy }) => (seenBy === undefined ? [] : [[name, seenBy]])));

/** Whether nothing was left out. */
const isWhole = ({ only, sabotage }: Options, platforms: readonly string[], { platforms: taken }: Options): boolean =>
  only.length === 0 && !sabotage && taken.length === platforms.length;

/** What a run leaves behind. */
export interface Run {
  readonly tier: Tier;
  readonly outcomes: readonly Outcome[];
  readonly world: World;
  readonly usage: ReadonlyMap<string, Usage>;
  /** Names of all platforms. */
  readonly platforms: readonly string[];
}

/** Writes the reports, prints the count as the last line, and answers the exit code. */
export function report({ tier, outcomes, world, usage, platforms }: Run, options: Options): number {
  const failed = outcomes.filter(({ error }) => error !== undefined);
  if (options.sabotage) return noticed(failed, options);
  writeJunit(`${options.results}/${tier === 'api' ? 'e2e-api' : 'e2e'}.xml`, outcomes);
  if (tier === 'all' && failed.length === 0 && isWhole(options, platforms, options)) {
    const proof: Proof = {
      ...{ outcomes, figures: world.figures, usage, versions: versions(tier) },
      ...{ replaced: [...REPLACED, SHORTENED], standIns: STAND_INS, unseen: unseen() },
    };
    writeProof(PAGE, proof);
  }
  console.log(`${String(outcomes.length - failed.length)} passed, ${String(failed.length)} failed`);
  return failed.length > 0 ? 1 : 0;
}
