import { Yaml } from 'cdk8s';
import { isMap } from '../../../model/map.ts';
import { type Cell, condition, type Words } from './condition.ts';

export type Json = Readonly<Record<string, unknown>>;

/** An Application of a set, and what it should be. */
export interface Wanted extends Cell {
  readonly object: Json;
}

const equal = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);

/** What all objects have in common; lists are alike or not. */
export function common([first, ...others]: readonly Json[]): Json {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(first ?? {})) {
    const values = others.map((other) => other[key]);
    if (values.every((other) => equal(other, value))) result[key] = value;
    else if (isMap(value) && values.every(isMap)) {
      const inner = common([value, ...values]);
      if (Object.keys(inner).length > 0) result[key] = inner;
    }
  }
  return result;
}

/** What an object has beyond `base`, which is part of it. */
function beyond(object: Json, base: Json): Json {
  const result: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(object)) {
    const own = base[key];
    if (equal(value, own)) continue;
    result[key] = isMap(value) && isMap(own) ? beyond(value, own) : value;
  }
  return result;
}

/** Lines of the patch, for those Applications that fit the question. @default asks - nothing is asked: for all of them */
interface Arm {
  readonly asks?: string;
  readonly lines: readonly string[];
}

/** Arms of which an Application takes one at most. */
type Block = readonly Arm[];

const questions = (block: Block): string => JSON.stringify(block.map(({ asks }) => asks ?? ''));

/** `value` as YAML below `key`. */
const leaf = (key: string, value: unknown): readonly string[] =>
  Yaml.stringify({ [key]: value })
    .trimEnd()
    .split('\n');

/** `key:` as YAML. */
const opening = (key: string): string => leaf(key, 0).join('').slice(0, -' 0'.length);

const indented = (lines: readonly string[]): readonly string[] => lines.map((line) => `  ${line}`);

/** Blocks that ask the same become one. */
function joined(blocks: readonly Block[]): readonly Block[] {
  const groups = new Map<string, Block>();
  for (const block of blocks) {
    const key = questions(block);
    const known = groups.get(key);
    groups.set(
      key,
      known ? known.map((arm, index) => ({ ...arm, lines: [...arm.lines, ...(block[index]?.lines ?? [])] })) : block,
    );
  }
  return [...groups.values()];
}

const written = (block: Block): readonly string[] => {
  const [only] = block;
  if (only?.asks === undefined) return only?.lines ?? [];
  const arms = block.flatMap(({ asks = '', lines }, index) => [
    `{{- ${index === 0 ? 'if' : 'else if'} ${asks} }}`,
    ...lines,
  ]);
  return [...arms, '{{- end }}'];
};

/** Those of the Applications that say the same, together. */
function alike(having: readonly Wanted[], key: string): readonly (readonly Wanted[])[] {
  const groups = new Map<string, Wanted[]>();
  for (const one of having) {
    const text = JSON.stringify(one.object[key]);
    groups.set(text, [...(groups.get(text) ?? []), one]);
  }
  return [...groups.values()];
}

/** Writes the fields; each under a condition, unless all Applications that get there have it. */
class PatchWriter {
  constructor(
    private readonly words: Words,
    private readonly cells: ReadonlyMap<string, Cell>,
  ) {}

  fields(reached: readonly Wanted[]): readonly Block[] {
    const keys = [...new Set(reached.flatMap(({ object }) => Object.keys(object)))].sort();
    return joined(keys.map((key) => this.#field(key, reached)));
  }

  #field(key: string, reached: readonly Wanted[]): Block {
    const having = reached.filter(({ object }) => object[key] !== undefined);
    if (having.every(({ object }) => isMap(object[key]))) {
      const inside = this.fields(having.map((one) => ({ ...one, object: one.object[key] as Json })));
      const below = (lines: readonly string[]): readonly string[] => [opening(key), ...indented(lines)];
      const [only, ...others] = inside;
      // One question for all that is inside is better asked before the key, unless whoever has the key is asked there.
      const isOne = only !== undefined && others.length === 0 && (only.length > 1 || only[0]?.asks !== undefined);
      if (isOne && having.length === reached.length) return only.map((arm) => ({ ...arm, lines: below(arm.lines) }));
      return [{ ...this.#asks(having, reached), lines: below(inside.flatMap(written)) }];
    }
    return alike(having, key).map((group) => ({
      ...this.#asks(group, reached),
      lines: leaf(key, group[0]?.object[key]),
    }));
  }

  #asks(some: readonly Wanted[], all: readonly Wanted[]): Pick<Arm, 'asks'> {
    if (some.length === all.length) return {};
    const cells = (wanted: readonly Wanted[]): readonly Cell[] =>
      wanted.flatMap(({ environment, part }) => this.cells.get(`${environment}/${part}`) ?? []);
    return { asks: condition(cells(some), cells(all), this.words) };
  }
}

/**
 * The patch that makes of `base` what each Application should be: YAML with conditions on the environment and the part.
 * @default - none: they are all alike
 */
export function templatePatch(wanted: readonly Wanted[], base: Json, words: Words): string | undefined {
  const left = wanted.map((one) => ({ ...one, object: beyond(one.object, base) }));
  const cells = new Map(wanted.map(({ environment, part }) => [`${environment}/${part}`, { environment, part }]));
  const lines = new PatchWriter(words, cells).fields(left).flatMap(written);
  return lines.length === 0 ? undefined : `${lines.join('\n')}\n`;
}
