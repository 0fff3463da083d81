import type { KubeObject, RenderedFile } from '../model/synthesis.ts';
import type { Application } from './application.ts';
import { type ApplicationSet, isApplicationSet } from './application-sets/application-set.ts';
import { directoriesOf } from './application-sets/directories.ts';
import { expand } from './application-sets/expand.ts';
import { type Step, stepOf, stepsOf } from './application-sets/rolling-sync.ts';
import { folderOf, syncedFolder } from './folders.ts';
import { TemplateError } from './go-template/nodes.ts';

/** An Application, and who makes it. */
export interface OwnedApplication {
  readonly application: Application;
  /** The file that says so, below `dist/`: its own, or that of the ApplicationSet that makes it. */
  readonly file: string;
  /** The ApplicationSet that makes it. @default - none: it stands in git itself */
  readonly set?: string;
  /** @default - its ApplicationSet, if it has one, syncs nothing */
  readonly step?: Step;
}

/** An ApplicationSet that makes nothing, or nothing that we know of. */
export interface UnknownSet {
  readonly set: ApplicationSet;
  readonly file: string;
  readonly reason: string;
}

/** All Applications of `dist/`, however they come to be. */
export interface Applications {
  /** In order of their names. */
  readonly all: readonly OwnedApplication[];
  readonly unknown: readonly UnknownSet[];
}

const isApplication = (object: KubeObject | undefined): object is Application => object?.kind === 'Application';

/** Name or address of the cluster of a destination. */
export const clusterOf = (destination: { readonly name?: string; readonly server?: string }): string =>
  destination.name ?? destination.server ?? '';

/** Whether its syncs are started by Argo CD itself, or by the ApplicationSet that it belongs to. */
export const isAutomatic = ({ application: { spec }, step }: OwnedApplication): boolean =>
  step === undefined
    ? spec.syncPolicy?.automated !== undefined && spec.syncPolicy.automated.enabled !== false
    : !step.waits;

/** The repository of the Application that syncs the folder that a file lies in. */
function repositoryOf(file: string, explicit: readonly OwnedApplication[]): string {
  const syncs = ({ application: { spec } }: OwnedApplication): boolean => syncedFolder(spec.source) === folderOf(file);
  return explicit.find(syncs)?.application.spec.source.repoURL ?? '';
}

function collect(files: readonly RenderedFile[]): Applications {
  const explicit = files.flatMap(({ object, path }): readonly OwnedApplication[] =>
    isApplication(object) ? [{ application: object, file: path }] : [],
  );
  const all = [...explicit];
  const unknown: UnknownSet[] = [];
  const sets = files.flatMap(({ object, path }) => (isApplicationSet(object) ? [{ object, path }] : []));
  // The same for every set; a fleet without any need not know it.
  const directories = sets.length > 0 ? directoriesOf(files) : [];
  for (const { object, path } of sets) {
    try {
      for (const application of expand(object, { repository: repositoryOf(path, explicit), directories })) {
        const step = stepOf(stepsOf(object), application);
        all.push({ application, file: path, set: object.metadata.name, ...(step ? { step } : {}) });
      }
    } catch (error) {
      if (!(error instanceof TemplateError)) throw error;
      unknown.push({ set: object, file: path, reason: error.message });
    }
  }
  return { all: all.sort((a, b) => (a.application.metadata.name < b.application.metadata.name ? -1 : 1)), unknown };
}

const collected = new WeakMap<readonly RenderedFile[], Applications>();

/** The Applications of `dist/`, those that ApplicationSets make included, and the sets that we cannot tell of. */
export function allApplications(files: readonly RenderedFile[]): Applications {
  const known = collected.get(files) ?? collect(files);
  collected.set(files, known);
  return known;
}

/** Every Application that `dist/` makes, in order of their names. */
export const applicationsOf = (files: readonly RenderedFile[]): readonly OwnedApplication[] =>
  allApplications(files).all;
