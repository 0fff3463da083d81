import { objectFiles, shipped } from './shipped.ts';

export const synthesis = shipped();

export const files = objectFiles(synthesis);
