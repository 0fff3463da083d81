import type { KubeObject, RenderedFile } from '../model/synthesis.ts';

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

/** An Application, and who makes it. */
export interface OwnedApplication {
  readonly application: Application;
  /** The file that says so, below `dist/`. */
  readonly file: string;
}

const isApplication = (object: KubeObject | undefined): object is Application => object?.kind === 'Application';

/** Name or address of the cluster of a destination. */
export const clusterOf = (destination: { readonly name?: string; readonly server?: string }): string =>
  destination.name ?? destination.server ?? '';

/** Whether Argo CD starts its syncs itself. */
export const isAutomatic = ({ spec }: Application): boolean =>
  spec.syncPolicy?.automated !== undefined && spec.syncPolicy.automated.enabled !== false;

/** Every Application that `dist/` makes, in order of their names. */
export const applicationsOf = (files: readonly RenderedFile[]): readonly OwnedApplication[] =>
  files
    .flatMap(({ object, path }) => (isApplication(object) ? [{ application: object, file: path }] : []))
    .sort((a, b) => (a.application.metadata.name < b.application.metadata.name ? -1 : 1));
