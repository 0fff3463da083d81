// From what `cdk8s import` wrote to the module that is committed: one line a member, one declaration a shape.
import { parseModule } from './declarations.mjs';
import { helpersFor, linear } from './helpers.mjs';
import { INT_OR_STRING, share } from './share.mjs';

export function polish(text, header) {
  const { mark, imports, declarations } = parseModule(text);
  const { left, otherNames, rename } = share(declarations);
  const code = left.map((declaration) => PRINT[declaration.kind](declaration, rename)).join('\n');
  return [`${mark}\n${header}\n${imports}\n`, ...helpersFor(code), code, ...reexports(otherNames, left)].join('\n');
}

const PRINT = {
  class: ({ doc, head, body }) => `${comment(doc)}${head} {\n${body}}\n`,

  interface: ({ doc, head, members }, rename) => `${comment(doc)}${head} {\n${members.map(print(rename)).join('')}}\n`,

  function: ({ head, body }, rename) => `${head} {\n${linear(rename(body))}}\n`,

  // A constant and a union instead of an enum: `X.GET` works as ever, and so does 'GET', checked just as well.
  enum: ({ doc, name, body }) => {
    const entries = [...body.matchAll(/^ {2}(\w+) = (.*),$/gm)].map(([, key, value]) => `  ${key}: ${value},\n`);
    return `${comment(doc)}export const ${name} = {
${entries.join('').replaceAll('"', "'")}} as const;
export type ${name} = (typeof ${name})[keyof typeof ${name}];
`;
  },
};

function print(rename) {
  return ({ doc, name, optional, type }) => `${comment(doc, '  ')}  readonly ${name}${optional}: ${rename(type)};\n`;
}

function comment(words, indent = '') {
  return words ? `${indent}/** ${words} */\n` : '';
}

/** The names that `cdk8s import` alone gives to shared shapes: they stay valid. */
function reexports(otherNames, left) {
  const values = new Set([INT_OR_STRING, ...left.filter(({ kind }) => kind === 'enum').map(({ name }) => name)]);
  const lines = otherNames.map(({ name, home }) => `  ${values.has(home) ? '' : 'type '}${home} as ${name},\n`);
  if (!lines.length) return [];
  return [
    `// Other names of shapes above that occur in more than one place, as cdk8s gives them.\nexport {\n${lines.join('')}};\n`,
  ];
}
