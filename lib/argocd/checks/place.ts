import type { Issue, Problem } from '../../model/issue.ts';
import { sourceFolder } from '../../model/source-folder.ts';
import { folderOf } from '../folders.ts';

/** A problem of what a file of `dist/` makes, at the data that it comes from. @param sourceRoot folder of the data */
export const errorIn = (file: string, sourceRoot: string, problem: Problem): Issue => ({
  ...problem,
  severity: 'error',
  at: { file: sourceFolder(folderOf(file), sourceRoot) },
});
