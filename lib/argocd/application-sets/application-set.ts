import type { KubeObject } from '../../model/synthesis.ts';

type Json = Readonly<Record<string, unknown>>;

/** Makes sets of parameters; exactly one of its fields says how. */
export interface Generator {
  readonly list?: { readonly elements?: readonly Json[] };
  readonly git?: {
    readonly repoURL: string;
    readonly revision?: string;
    readonly directories?: readonly { readonly path: string; readonly exclude?: boolean }[];
  };
  readonly matrix?: { readonly generators: readonly Generator[] };
}

/** The Applications that a step takes, and how many of them at a time; 0 waits for people. */
export interface RollingStep {
  readonly matchExpressions?: readonly {
    readonly key: string;
    readonly operator: string;
    readonly values?: readonly string[];
  }[];
  readonly maxUpdate?: number | string;
}

/** An ApplicationSet, as far as anything here reads it. */
export interface ApplicationSet extends KubeObject {
  readonly spec: {
    readonly goTemplate?: boolean;
    readonly goTemplateOptions?: readonly string[];
    readonly generators: readonly Generator[];
    readonly template: { readonly metadata?: Json; readonly spec: Json };
    readonly templatePatch?: string;
    readonly syncPolicy?: { readonly applicationsSync?: string; readonly preserveResourcesOnDeletion?: boolean };
    readonly strategy?: { readonly type?: string; readonly rollingSync?: { readonly steps?: readonly RollingStep[] } };
  };
}

export const isApplicationSet = (object: KubeObject | undefined): object is ApplicationSet =>
  object?.kind === 'ApplicationSet';
