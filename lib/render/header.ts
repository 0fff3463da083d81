/**
 * The first line of each generated file: where it comes from, and the mark of ownership. Only a file that starts with
 * it may be overwritten or deleted.
 */
const text = (folder: string): string => `Generated from ${folder}. Do not edit; run make synth.`;

const OURS =
  /^(?:# Generated from .+\. Do not edit; run make synth\.|<!-- Generated from .+\. Do not edit; run make synth\. -->)\r?$/;

/** First line of a YAML file, without its end. @param folder where its data lies: `environments/<platform>/<environment>` */
export const yamlHeader = (folder: string): string => `# ${text(folder)}`;

/** First line of a Markdown file, without its end. @param folder where its data lies: `environments` */
export const markdownHeader = (folder: string): string => `<!-- ${text(folder)} -->`;

/** Says whether a file with this first line is ours. A carriage return at its end (git on Windows) does not matter. */
export const isOurs = (firstLine: string): boolean => OURS.test(firstLine);
