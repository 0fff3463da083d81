import type { RenderedFile } from '../model/synthesis.ts';
import { clusterOf, isAutomatic } from './applications.ts';
import { waveOf } from './waves/wave.ts';
import { agendasOf } from './windows/agendas.ts';
import type { SyncWindow } from './windows/window.ts';

/** An Application as `argosy ls applications` tells of it. */
export interface ListedApplication {
  readonly name: string;
  readonly project: string;
  readonly repository: string;
  /** A folder of git, or a chart with its version. */
  readonly source: string;
  readonly revision: string;
  readonly cluster: string;
  readonly namespace: string;
  readonly sync: 'automatic' | 'manual';
  readonly prune: boolean;
  readonly selfHeal: boolean;
  readonly syncOptions: readonly string[];
  /** Its place in the sync of the Application that makes it. */
  readonly wave: number;
  /** Its place in the RollingSync of the ApplicationSet that makes it, from 1. @default - none: there is no such order */
  readonly step?: number;
  /** The windows of its project that are about it. */
  readonly windows: readonly SyncWindow[];
  /** The file that makes it, below `dist/`: its own, or that of its ApplicationSet. */
  readonly generatedBy: string;
}

/** Every Application that `dist/` makes, by name. */
export const listed = (files: readonly RenderedFile[]): readonly ListedApplication[] =>
  agendasOf(files).map((one) => {
    const { application, file, step, agenda } = one;
    const { project, source, destination, syncPolicy = {} } = application.spec;
    return {
      name: application.metadata.name,
      project,
      repository: source.repoURL,
      source: source.path ?? source.chart ?? '',
      revision: source.targetRevision ?? 'HEAD',
      cluster: clusterOf(destination),
      namespace: destination.namespace ?? '',
      sync: isAutomatic(one) ? 'automatic' : 'manual',
      prune: syncPolicy.automated?.prune ?? false,
      selfHeal: syncPolicy.automated?.selfHeal ?? false,
      syncOptions: syncPolicy.syncOptions ?? [],
      wave: waveOf(application),
      ...(step ? { step: step.number } : {}),
      windows: agenda.windows,
      generatedBy: file,
    };
  });
