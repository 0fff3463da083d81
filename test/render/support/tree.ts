import { type App, Chart } from 'cdk8s';
import { Construct } from 'constructs';
import { type Rendering } from '../../../lib/render/render.ts';

/** A folder of the tree: a plain construct, made unless it is there. */
export function folderIn(parent: Construct, id: string): Construct {
  const child = parent.node.tryFindChild(id);
  return child instanceof Construct ? child : new Construct(parent, id);
}

/** A chart in folders that are plain constructs, as the parts of an environment are. */
export function chartAt(app: App, path: string): Chart {
  const segments = path.split('/');
  const last = segments.pop() ?? '';
  return new Chart(segments.reduce<Construct>(folderIn, app), last);
}

export const object = (kind: string, name: string, apiVersion = 'v1', namespace?: string) => ({
  apiVersion,
  kind,
  metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
});

export const paths = ({ files }: Rendering): string[] => files.map((file) => file.path);
