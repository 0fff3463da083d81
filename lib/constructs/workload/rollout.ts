import { Rollout } from '@cdk8s/argo';
import type { Construct } from 'constructs';
import { type PodTemplateSpec, toJson_PodTemplateSpec } from 'cdk8s-plus-28/lib/imports/k8s';
import { type GoDuration, seconds } from '../../model/duration.ts';
import type { ImageRef } from '../../model/image-ref.ts';
import type { Probes, Replicas } from '../../model/workload.ts';
import { Manifest } from '../manifest.ts';
import { WAVE } from '../sync-options.ts';
import type { Identity } from './identity.ts';
import { startupSeconds } from './probes.ts';
import { rolloutStrategy, type StrategyOptions } from './rollout-strategy.ts';
import { versionLabel } from './version-label.ts';

export interface RolloutOptions extends StrategyOptions {
  readonly image: ImageRef;
  readonly replicas: Replicas;
  readonly template: PodTemplateSpec;
  readonly probes?: Probes;
  readonly minReady: GoDuration;
  /** Annotations that say who hears of it. */
  readonly subscriptions: Readonly<Record<string, string>>;
}

/** Going back by at most so many revisions skips steps and gates: it was good a moment ago. */
const ROLLBACK_WINDOW = 3;
/** Old ReplicaSets that are kept; more than the window, for one that was tried and aborted in between. */
const REVISION_HISTORY = 5;
/** Pulling an image onto a new node. */
const PULL_SECONDS = 120;

/** Time without progress after which an update has failed: never less than a slow pod needs, and at least ten minutes. */
function progressDeadline(probes: Probes | undefined, minReadySeconds: number): number {
  return Math.max(600, PULL_SECONDS + (probes ? startupSeconds(probes) : 0) + minReadySeconds);
}

/** The Rollout. The number of its replicas is the autoscaler's business where there is one, and then not in git. */
export function addRollout(scope: Construct, id: Identity, options: RolloutOptions): Manifest {
  const guarded = options.strategy.kind !== 'rolling';
  const minReadySeconds = seconds(options.minReady);
  return new Manifest(
    scope,
    'rollout',
    Rollout.manifest({
      metadata: id.metadata(WAVE.workload, {
        labels: versionLabel(options.image),
        annotations: options.subscriptions,
      }),
      spec: {
        replicas: 'count' in options.replicas ? options.replicas.count : undefined,
        selector: { matchLabels: id.selector },
        minReadySeconds,
        progressDeadlineSeconds: progressDeadline(options.probes, minReadySeconds),
        // A version that never gets ready goes back to the old one instead of waiting for somebody.
        progressDeadlineAbort: guarded ? true : undefined,
        revisionHistoryLimit: REVISION_HISTORY,
        rollbackWindow: guarded ? { revisions: ROLLBACK_WINDOW } : undefined,
        strategy: rolloutStrategy(id, options),
        template: toJson_PodTemplateSpec(options.template),
      },
    }),
  );
}
