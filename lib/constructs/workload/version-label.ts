import type { ImageRef } from '../../model/image-ref.ts';

/** A label value: at most 63 characters, starting and ending with a letter or digit. A tag may be longer and end in `_`. */
function labelValue(text: string): string {
  return text.slice(0, 63).replace(/^[^A-Za-z0-9]+|[^A-Za-z0-9]+$/g, '');
}

/**
 * The label that names the version. Only a workload and its pods carry it, so that a new image moves three lines of one
 * file: this label twice, and the image.
 */
export function versionLabel(image: ImageRef): Record<string, string> {
  const version = labelValue(image.tag);
  return version === '' ? {} : { 'app.kubernetes.io/version': version };
}
