// Code that the generated functions call, put at the top of each module that needs it.
import { INT_OR_STRING } from './share.mjs';

const HELPERS = [
  {
    uses: /\bdefined\(/,
    code: `/** The members of an object that are not undefined, in their order. */
function defined(all: Record<string, any>): Record<string, any> {
  const kept: Record<string, any> = {};
  for (const key in all) if (all[key] !== undefined) kept[key] = all[key];
  return kept;
}
`,
  },
  {
    uses: /\bmapDefined\(/,
    code: `/** The values of a map that are not undefined, each made JSON. */
function mapDefined<T>(map: Record<string, T>, toJson: (value: T) => any): Record<string, any> {
  const kept: [string, any][] = [];
  for (const [key, value] of Object.entries(map)) if (value !== undefined) kept.push([key, toJson(value)]);
  return Object.fromEntries(kept);
}
`,
  },
  {
    uses: new RegExp(`\\b${INT_OR_STRING}\\b`),
    code: `/** An integer, or a string such as a percentage or a duration. */
export class ${INT_OR_STRING} {
  public static fromNumber(value: number): ${INT_OR_STRING} {
    return new ${INT_OR_STRING}(value);
  }
  public static fromString(value: string): ${INT_OR_STRING} {
    return new ${INT_OR_STRING}(value);
  }
  private constructor(public readonly value: number | string) {}
}
`,
  },
];

export function helpersFor(code) {
  return HELPERS.filter(({ uses }) => uses.test(code)).map(({ code }) => code);
}

const DROP_UNDEFINED =
  /Object\.entries\(([\w.]+)\)\.reduce\(\(r, i\) => \(i\[1\] === undefined\) \? r : \(\{ \.\.\.r, \[i\[0\]\]: (.*) \}\), \{\}\)/g;

/**
 * cdk8s-cli drops undefined members by copying the object once for each key. That is quadratic in keys, and was more
 * than a third of the time of a fast synthesis; `defined` and `mapDefined` make the same object in one pass.
 */
export function linear(code) {
  const result = code
    .replace(/^ *\/\/ filter undefined values\n/m, '')
    .replace(DROP_UNDEFINED, (_, object, value) =>
      object === 'result'
        ? 'defined(result)'
        : `mapDefined(${object}, (value) => ${value.replaceAll('i[1]', 'value')})`,
    );
  if (result.includes('.reduce(')) throw new Error(`cdk8s-cli drops undefined members in a new way: ${result.trim()}`);
  return result;
}
