import type { RenderedFile } from '../../model/synthesis.ts';
import { projectsOf } from '../app-project.ts';
import { applicationsOf, type OwnedApplication } from '../applications.ts';
import { isAbout } from './matching.ts';
import { Agenda } from './verdict.ts';

/** One Application, and when it may be synced. */
export interface Scheduled extends OwnedApplication {
  readonly agenda: Agenda;
}

/** When each Application of `dist/` may be synced. Applications with the same windows share an agenda. */
export function agendasOf(files: readonly RenderedFile[]): readonly Scheduled[] {
  const projects = projectsOf(files);
  const agendas = new Map<string, Agenda>();
  return applicationsOf(files).map((owned) => {
    const { application } = owned;
    const { destination, project } = application.spec;
    const target = {
      application: application.metadata.name,
      namespace: destination.namespace ?? '',
      cluster: [destination.name, destination.server].filter((text) => text !== undefined),
    };
    const own = (projects.get(project)?.spec.syncWindows ?? []).filter((window) => isAbout(window, target));
    const key = JSON.stringify(own);
    const agenda = agendas.get(key) ?? new Agenda(own);
    agendas.set(key, agenda);
    return { ...owned, agenda };
  });
}
