import type { KubeObject } from '../../model/synthesis.ts';

const WAVE = 'argocd.argoproj.io/sync-wave';

/** Place of an object in the sync of its Application, lower first. */
export const waveOf = ({ metadata }: KubeObject): number =>
  Number((metadata['annotations'] as Readonly<Record<string, string>> | undefined)?.[WAVE] ?? 0);
