import { OUTPUT_FOLDER } from '../model/output-folder.ts';
import type { ApplicationSource } from './application.ts';

/** Folder of a file: `pern/production/backend` of `pern/production/backend/Rollout-backend.yaml`. */
export const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** The folder below `dist/` that an Application syncs. @default - none: a chart, or a folder elsewhere */
export const syncedFolder = ({ path }: ApplicationSource): string | undefined =>
  path?.startsWith(`${OUTPUT_FOLDER}/`) ? path.slice(OUTPUT_FOLDER.length + 1) : undefined;
