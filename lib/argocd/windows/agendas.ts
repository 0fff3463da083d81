import type { KubeObject, RenderedFile } from '../../model/synthesis.ts';
import { applicationsOf, type OwnedApplication } from '../applications.ts';
import { isAbout } from './matching.ts';
import { Agenda } from './verdict.ts';
import type { SyncWindow } from './window.ts';

interface Project extends KubeObject {
  readonly spec: { readonly syncWindows?: readonly SyncWindow[] };
}

/** One Application, and when it may be synced. */
export interface Scheduled extends OwnedApplication {
  readonly agenda: Agenda;
}

/** When each Application of `dist/` may be synced. Applications with the same windows share an agenda. */
export function agendasOf(files: readonly RenderedFile[]): readonly Scheduled[] {
  const windows = new Map(
    files.flatMap(({ object }) =>
      object?.kind === 'AppProject' ? [[object.metadata.name, (object as Project).spec.syncWindows ?? []]] : [],
    ),
  );
  const agendas = new Map<string, Agenda>();
  return applicationsOf(files).map((owned) => {
    const { application } = owned;
    const { destination, project } = application.spec;
    const target = {
      application: application.metadata.name,
      namespace: destination.namespace ?? '',
      cluster: [destination.name, destination.server].filter((text) => text !== undefined),
    };
    const own = (windows.get(project) ?? []).filter((window) => isAbout(window, target));
    const key = JSON.stringify(own);
    const agenda = agendas.get(key) ?? new Agenda(own);
    agendas.set(key, agenda);
    return { ...owned, agenda };
  });
}
