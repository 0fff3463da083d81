import type { RenderedFile, Synthesis } from '../../model/synthesis.ts';
import { inventory } from '../../model/inventory.ts';
import type { Context } from '../context.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { checkedSelection, isSelected } from '../selection.ts';
import { synthesized } from './synthesized.ts';

/** `argosy synth --stdout`: prints what would be written. */
export async function toStdout(context: Context, typed: string | undefined): Promise<ExitCode> {
  const made = await synthesized(context);
  if (!made) return EXIT.problems;
  context.terminal.out.print(stream(selected(made, typed)));
  return EXIT.fine;
}

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Files with an object, in what was selected. A Helm chart has no folder: it is its Application. */
function selected({ files, fleet }: Synthesis, typed: string | undefined): RenderedFile[] {
  const objects = files.filter((file) => file.object !== undefined);
  if (typed === undefined) return objects;
  const charts = fleet ? inventory(fleet).parts.filter((part) => part.folder === undefined) : [];
  const pathOf = (chart: (typeof charts)[number]): string => `${chart.platform}/${chart.environment}/${chart.part}`;
  const selection = checkedSelection(typed, [...objects.map((file) => folderOf(file.path)), ...charts.map(pathOf)]);
  const chart = charts.find((one) => pathOf(one) === selection);
  if (!chart) return objects.filter((file) => isSelected(file.path, selection));
  return objects.filter(({ object }) => object?.kind === 'Application' && object.metadata.name === chart.application);
}

/** One YAML stream. Namespaces come first, so that `kubectl apply -f -` finds them made. */
function stream(files: readonly RenderedFile[]): string {
  const rank = (file: RenderedFile): number => (file.object?.kind === 'Namespace' ? 0 : 1);
  return [...files]
    .sort((a, b) => rank(a) - rank(b))
    .map((file) => `---\n${file.text}`)
    .join('');
}
