import { groupOf } from '../model/api-version.ts';
import type { KubeObject } from '../model/synthesis.ts';

/** Longest name of a file, in bytes, on the file systems in use. */
export const LONGEST_FILE_NAME = 255;

const UNSAFE = /[^A-Za-z0-9._-]/gu;
const hex = (byte: number): string => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
const percent = (character: string): string => Array.from(new TextEncoder().encode(character), hex).join('');

/** A name as part of a file name on every system: other characters than letters, digits, `.`, `_` and `-` as `%3A`. */
export const fileNamePart = (name: string): string => name.replace(UNSAFE, percent);

/** A construct path as a folder. No folder starts with a dot: neither `..`, nor one that tools hide or the writer uses. */
export const folderPath = (constructPath: string): string =>
  constructPath
    .split('/')
    .map((segment) => fileNamePart(segment).replace(/^\./, '%2E'))
    .join('/');

/** API group of an object; that of `v1` is called `core`. */
export const apiGroup = (object: KubeObject): string => groupOf(object.apiVersion) || 'core';
