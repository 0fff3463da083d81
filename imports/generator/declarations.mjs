// What `cdk8s import` wrote, read as a list of declarations.

const DECLARATION =
  /^\/\*\*\n(?<doc>(?: \*.*\n)*?) \*\/\n(?:\/\* eslint-disable .*\n)?(?<head>export (?<what>\w+) (?<name>\w+).*) \{\n(?<body>(?: {2}.*\n|\n)*)\}\n(?:\/\* eslint-enable .*\n)?/gm;
const MEMBER =
  /^ {2}\/\*\*\n(?<doc>(?: {3}\*.*\n)*?) {3}\*\/\n {2}readonly (?<name>\w+)(?<optional>\??): (?<type>.*);\n/gm;

/**
 * The first line, the imports, and the declarations: constructs (classes), interfaces with their members,
 * their toJson functions, enums, and unions (classes that hold an integer or a string).
 */
export function parseModule(text) {
  const declarations = [...text.matchAll(DECLARATION)].map(({ groups }) => declaration(groups));
  const [mark, ...imports] = text.replace(DECLARATION, '').trim().split('\n');
  const unread = imports.find((line) => line && !line.startsWith('import '));
  if (unread) throw new Error(`cdk8s-cli writes code that is not understood here: ${unread}`);
  return { mark, imports: imports.join('\n'), declarations };
}

function declaration({ doc, head, what, name, body }) {
  const kind = what === 'class' && !head.includes(' extends ') ? 'union' : what;
  const members = kind === 'interface' ? [...body.matchAll(MEMBER)].map(({ groups }) => member(groups)) : [];
  if (members.length !== (body.match(/^ {2}readonly /gm) ?? []).length)
    throw new Error(`${name} has a member that is not understood`);
  return { kind, name, doc: words(doc), head, body, members };
}

function member({ doc, name, optional, type }) {
  return { doc: words(doc), name, optional, type };
}

/** A doc comment without its stars and its @tags: the tags repeat names and defaults. */
function words(doc) {
  return doc
    .split('\n')
    .map((line) => line.replace(/^ *\*/, '').trim())
    .filter((line) => line && !line.startsWith('@'))
    .join(' ');
}
