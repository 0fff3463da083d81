import type { RenderedFile } from '../../../lib/model/synthesis.ts';

export const asWanted = (files: readonly RenderedFile[]): Record<string, string> =>
  Object.fromEntries(files.map(({ path, text }) => [path, text]));

export const withoutFolders = (texts: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(texts).filter(([path]) => !path.endsWith('/')));

export const errnoError = (code: string): Error =>
  Object.assign(new Error(`${code}: simulated`), { code, syscall: 'write' });
