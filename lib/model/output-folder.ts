/** The folder that Argo CD syncs, at the repository's root. */
export const OUTPUT_FOLDER = 'dist';
