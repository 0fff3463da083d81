import type { RenderedFile } from '../model/synthesis.ts';
import { applicationsOf } from './applications.ts';
import { folderOf, syncedFolder } from './folders.ts';

/**
 * The project and the Application from which all else follows: the Application that syncs the folder it stands in, after
 * the project that it belongs to.
 */
export function rootFiles(files: readonly RenderedFile[]): readonly RenderedFile[] {
  const root = applicationsOf(files).find(
    ({ application, file }) => syncedFolder(application.spec.source) === folderOf(file),
  );
  const isProject = ({ object }: RenderedFile): boolean =>
    object?.kind === 'AppProject' && object.metadata.name === root?.application.spec.project;
  return [...files.filter(isProject), ...files.filter(({ path }) => path === root?.file)];
}
