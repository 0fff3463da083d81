import { applicationsOf, type OwnedApplication } from '../../../lib/argocd/applications.ts';
import type { RenderedFile } from '../../../lib/model/synthesis.ts';
import type { Manifest } from './dist.ts';

/** Manifests as Argosy's own readers take them. */
export const filesOf = (manifests: readonly Manifest[]): readonly RenderedFile[] =>
  manifests.map(({ path, object }) => ({ path, object, text: '', node: '' }));

/** The Applications that manifests lead to, those that ApplicationSets make included. */
export const expectedOf = (manifests: readonly Manifest[]): readonly OwnedApplication[] =>
  applicationsOf(filesOf(manifests));
