import type { KubeObject } from '../model/synthesis.ts';

/** A source of an Application, as far as anything here reads it. */
export interface ApplicationSource {
  readonly repoURL: string;
  /** @default - a chart */
  readonly path?: string;
  /** @default - a folder of git */
  readonly chart?: string;
  readonly targetRevision?: string;
}

/** An Application as Argo CD will have it. */
export interface Application extends KubeObject {
  readonly spec: {
    readonly project: string;
    readonly source: ApplicationSource;
    readonly destination: { readonly name?: string; readonly server?: string; readonly namespace?: string };
    readonly syncPolicy?: {
      readonly automated?: { readonly enabled?: boolean; readonly prune?: boolean; readonly selfHeal?: boolean };
      readonly syncOptions?: readonly string[];
    };
  };
}
