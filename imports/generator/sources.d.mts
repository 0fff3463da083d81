/** One entry of `imports:` in cdk8s.yaml, taken apart. */
export interface CrdSource {
  readonly address: string;
  readonly project: string;
  readonly tag: string;
  readonly file: string;
}

export function readSources(configFile: string): readonly CrdSource[];

export function loadCrd(
  source: CrdSource,
  localFolder?: string,
): Promise<CrdSource & { readonly crd: unknown; readonly digest: string }>;
