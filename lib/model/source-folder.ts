/** Folder of the data that a chart is made from: its path without its own segment, below the root of the sources. */
export function sourceFolder(chartFolder: string, sourceRoot: string): string {
  const slash = chartFolder.lastIndexOf('/');
  return slash < 0 ? sourceRoot : `${sourceRoot}/${chartFolder.slice(0, slash)}`;
}
