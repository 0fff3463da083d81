import { ApiObject, type App, Chart } from 'cdk8s';
import type { IConstruct } from 'constructs';
import { CLUSTER_CONTEXT } from '../model/context.ts';
import type { Issue } from '../model/issue.ts';
import { sourceFolder } from '../model/source-folder.ts';
import type { RenderedFile } from '../model/synthesis.ts';
import { nameFiles } from './file-names.ts';
import { yamlHeader } from './header.ts';
import { type MadeObject, kubeObject } from './made-object.ts';
import { folderPath } from './names.ts';
import { failureOf } from './failure.ts';
import { toYaml } from './yaml.ts';

/** How a tree is rendered. */
export interface RenderOptions {
  /** Folder of the data, the first word of the place in each header. @default 'environments' */
  readonly sourceRoot?: string;
}

/** What a tree became. */
export interface Rendering {
  /** Sorted by path. Complete only when there are no issues. */
  readonly files: readonly RenderedFile[];
  /** What constructs refused, what could not be rendered, and what collides. */
  readonly issues: readonly Issue[];
}

/** What all objects of a chart have in common. */
type Place = Pick<MadeObject, 'folder' | 'source' | 'cluster'> & { readonly header: string };

/**
 * Turns a construct tree into files in memory: one per object, in the folder that is its chart's path. Pure, and one
 * walk, because `App.synth()` resolves the dependencies of the whole tree again for every chart. Problems are
 * collected: `render/incomplete-object`, `render/not-json-data`, `render/failed`, `render/invalid-construct`,
 * `render/duplicate-object`, `render/duplicate-path`, `render/name-too-long`, and those of the values themselves.
 */
export function render(app: App, options: RenderOptions = {}): Rendering {
  const walk = new Walk(options.sourceRoot ?? 'environments');
  walk.visit(app, '', undefined);
  const { files, issues } = nameFiles(walk.objects);
  return { files, issues: [...walk.issues, ...issues] };
}

class Walk {
  readonly objects: MadeObject[] = [];
  readonly issues: Issue[] = [];

  constructor(private readonly sourceRoot: string) {}

  /** @param place of the nearest chart above */
  visit(construct: IConstruct, path: string, place: Place | undefined): void {
    const here = Chart.isChart(construct) ? this.placeOf(construct, path) : place;
    this.attempt(path, here, () => {
      for (const message of construct.node.validate())
        this.issues.push({ ...this.at(path, here), code: 'render/invalid-construct', message });
    });
    if (here && ApiObject.isApiObject(construct)) {
      this.attempt(path, here, () => {
        const object = kubeObject(construct.toJson());
        this.objects.push({ ...here, object, node: path, text: `${here.header}\n${toYaml(object)}` });
      });
    }
    for (const child of construct.node.children)
      this.visit(child, path ? `${path}/${child.node.id}` : child.node.id, here);
  }

  private placeOf(chart: Chart, path: string): Place {
    const folder = folderPath(path);
    const source = sourceFolder(folder, this.sourceRoot);
    const cluster: unknown = chart.node.tryGetContext(CLUSTER_CONTEXT);
    return { folder, source, cluster: typeof cluster === 'string' ? cluster : '', header: yamlHeader(source) };
  }

  /** One construct that fails hides no other. */
  private attempt(path: string, place: Place | undefined, action: () => void): void {
    try {
      action();
    } catch (error) {
      this.issues.push({ ...this.at(path, place), ...failureOf(error) });
    }
  }

  private at(path: string, place: Place | undefined): Pick<Issue, 'severity' | 'at'> {
    const file = place?.source ?? (path === '' ? this.sourceRoot : `${this.sourceRoot}/${path}`);
    return { severity: 'error', at: path === '' ? { file } : { file, field: path } };
  }
}
