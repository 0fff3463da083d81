import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import { ambiguity } from './ambiguous.ts';
import { DEEPEST } from './depth.ts';
import { cut, type FileReport } from './file-report.ts';
import type { Child, Path, Spot } from './spot.ts';

/** A value as plain data, and where each part of it stands. Broken parts are `undefined` in the data. */
export interface Tree {
  readonly value: unknown;
  readonly spot: Spot;
}

const NO_CHILDREN: ReadonlyMap<string | number, Child> = new Map();

const broken = (at: number, got: string): Tree => ({
  value: undefined,
  spot: { at, got, broken: true, children: NO_CHILDREN },
});

function gotOf(scalar: Scalar, source: string): string {
  const { value } = scalar;
  if (typeof value === 'string') return `the string ${JSON.stringify(cut(value, 60))}`;
  if (typeof value === 'boolean') return `the boolean ${String(value)}`;
  if (typeof value !== 'number') return 'nothing';
  return Number.isFinite(value) ? `the number ${cut(source, 60)}` : `${cut(source, 60)}, which is not finite`;
}

/** Turns the parser's nodes into plain data with places, and reports what is legal YAML but not read here. */
export class TreeBuilder {
  readonly #text: string;
  readonly #report: FileReport;

  constructor(text: string, report: FileReport) {
    this.#text = text;
    this.#report = report;
  }

  /** @param fallback where to point when the value is empty and has no place of its own */
  build(node: Node | null | undefined, path: Path, fallback: number): Tree {
    const at = node?.range?.[0] ?? fallback;
    if (!node || isAlias(node) || (node as { tag?: string }).tag !== undefined) {
      return broken(at, 'something that is not read');
    }
    if (path.length > DEEPEST) {
      this.#report.add({ code: 'yaml/too-deep', message: `must not nest deeper than ${DEEPEST} levels` }, at, path);
      return broken(at, 'a nested value');
    }
    if (isScalar(node)) return this.#scalar(node, path, at, fallback);
    if (isMap(node)) return this.#map(node.items as Pair<Node, Node | null>[], path, at);
    if (isSeq(node)) return this.#list(node.items as Node[], path, at);
    return broken(at, 'something that is not read');
  }

  #scalar(node: Scalar, path: Path, at: number, fallback: number): Tree {
    const source = this.#text.slice(at, node.range?.[1] ?? at);
    const plain = node.type === 'PLAIN';
    const problem = plain && source !== '' ? ambiguity(source, node.value) : undefined;
    if (problem) {
      this.#report.add(problem, at, path);
      return broken(at, gotOf(node, source));
    }
    const spot: Spot = {
      at: source === '' ? fallback : at,
      got: gotOf(node, source),
      scalar: { quoted: !plain, source },
      broken: false,
      children: NO_CHILDREN,
    };
    return { value: node.value, spot };
  }

  #list(items: readonly Node[], path: Path, at: number): Tree {
    const trees = items.map((item, index) => this.build(item, [...path, index], item.range?.[0] ?? at));
    const children = new Map(trees.map(({ spot }, index) => [index, { keyAt: spot.at, keyBroken: false, spot }]));
    return { value: trees.map((tree) => tree.value), spot: { at, got: 'a list', broken: false, children } };
  }

  #map(items: readonly Pair<Node, Node | null>[], path: Path, at: number): Tree {
    // Without a prototype, so that a key like `constructor` is found only when it was written.
    const value = Object.create(null) as Record<string, unknown>;
    const children = new Map<string | number, Child>();
    let complete = true;
    for (const { key: keyNode, value: valueNode } of items) {
      const keyAt = this.#keyAt(keyNode, at);
      const key = this.#key(keyNode, path, keyAt);
      if (key === undefined) {
        complete = false;
      } else if (children.has(key.name)) {
        const before = this.#report.lineOf(children.get(key.name)?.keyAt ?? at);
        const message = `is written twice: ${JSON.stringify(cut(key.name, 60))} stands in line ${before} already`;
        const fix = 'keep one of the two';
        this.#report.add({ code: 'yaml/duplicate-key', message, fix }, keyAt, [...path, key.name]);
      } else {
        const tree = this.build(valueNode, [...path, key.name], keyAt);
        value[key.name] = tree.value;
        children.set(key.name, { keyAt, keyBroken: key.broken, spot: tree.spot });
      }
    }
    return { value, spot: { at, got: 'a map', broken: !complete && children.size === 0, children } };
  }

  /** Where a key stands. One that is empty stands at its colon. */
  #keyAt({ range }: Node, fallback: number): number {
    if (!range) return fallback;
    const [from, to] = range;
    return from === to ? Math.max(from, this.#text.indexOf(':', from)) : from;
  }

  /** Name of a key, or undefined when it has none that could be looked up. */
  #key(node: Node, path: Path, at: number): { name: string; broken: boolean } | undefined {
    const source = this.#text.slice(...(node.range ?? [at, at]).slice(0, 2));
    // Anchors, aliases and tags were reported where they stand.
    if (isAlias(node)) return undefined;
    if (isScalar(node) && node.tag !== undefined) return { name: String(node.value), broken: true };
    if (!isScalar(node)) {
      const got = isMap(node) ? 'a map' : 'a list';
      const fix = 'write text in front of the colon; quote a key that holds { or [';
      this.#report.add({ code: 'yaml/key-not-text', message: `keys must be text, got ${got}`, fix }, at, path);
      return undefined;
    }
    if (node.type === 'PLAIN' && source === '<<') {
      const fix = 'write the fields where they are needed: a field has one home';
      this.#report.add({ code: 'yaml/merge-key', message: 'must not merge maps with <<', fix }, at, path);
      return undefined;
    }
    const problem = node.type === 'PLAIN' && source !== '' ? ambiguity(source, node.value) : undefined;
    if (problem) {
      this.#report.add(problem, at, path);
      return { name: source, broken: true };
    }
    if (typeof node.value === 'string') return { name: node.value, broken: false };
    const message = `keys must be text, got ${gotOf(node, source)}`;
    const fix = source === '' ? 'write a name in front of the colon' : `quote it: ${JSON.stringify(source)}`;
    this.#report.add({ code: 'yaml/key-not-text', message, fix }, at, path);
    return { name: source, broken: true };
  }
}
