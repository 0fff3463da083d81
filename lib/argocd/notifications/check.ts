import type { Variables } from '../../model/expression/variables.ts';
import { OF_APPLICATIONS, OF_ROLLOUTS } from '../../model/expression/variables.ts';
import type { Fleet } from '../../model/fleet.ts';
import type { Issue, Problem } from '../../model/issue.ts';
import { suggestion } from '../../model/nearest.ts';
import { catalogueFor } from '../../model/notification/catalogue.ts';
import type { Engine, NotificationTemplate } from '../../model/notification/notification.ts';
import { fieldsOf, type TemplateField } from '../go-template/fields.ts';
import { type Operand, type Pipeline, TemplateError, type TemplateNode } from '../go-template/nodes.ts';
import { parseTemplate } from '../go-template/parse.ts';
import { TEMPLATE_FUNCTIONS } from './functions.ts';

const VARIABLES: Readonly<Record<Engine, Variables>> = { application: OF_APPLICATIONS, rollout: OF_ROLLOUTS };
/** What a template is told besides: of whom it speaks to. */
const OF_RECIPIENT = ['serviceType', 'recipient'];

const inOperand = (operand: Operand): readonly string[] => {
  if (operand.kind === 'function') return [operand.name];
  return operand.kind === 'nested' ? inPipeline(operand.pipeline) : [];
};
const inPipeline = ({ commands }: Pipeline): readonly string[] => commands.flat().flatMap(inOperand);

const functionsIn = (nodes: readonly TemplateNode[]): readonly string[] =>
  nodes.flatMap((node) => {
    if (node.kind === 'text') return [];
    if (node.kind === 'action') return inPipeline(node.pipeline);
    return [...inPipeline(node.pipeline), ...functionsIn(node.body), ...functionsIn(node.otherwise)];
  });

const withFix = (problem: Problem, fix: string | undefined): Problem => ({
  ...problem,
  ...(fix === undefined ? {} : { fix }),
});

function fieldProblem({ root, path }: TemplateField, { roots }: Variables): Problem | undefined {
  const [first, second] = path;
  if ((root !== '.' && root !== '$') || first === undefined) return undefined;
  const known = [...Object.keys(roots), ...OF_RECIPIENT];
  if (!known.includes(first)) {
    const message = `must name something that its engine hands over, got .${first}`;
    return withFix({ code: 'notify/placeholder', message }, suggestion(first, known));
  }
  const fixed = roots[first];
  if (fixed === undefined || second === undefined || fixed.includes(second)) return undefined;
  const message = `must name something that .${first} has, got .${first}.${second}`;
  return withFix({ code: 'notify/placeholder', message }, suggestion(second, fixed));
}

/** What is wrong with the placeholders of a text: one mistake, and the engine sends nothing at all. */
export function placeholderProblems(text: string, engine: Engine): readonly Problem[] {
  let nodes: readonly TemplateNode[];
  try {
    nodes = parseTemplate(text);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    return [{ code: 'notify/placeholder', message: `must be a Go template, but ${error.message}` }];
  }
  const unknown = functionsIn(nodes).filter((name) => !TEMPLATE_FUNCTIONS.has(name));
  return [
    ...unknown.map((name) =>
      withFix(
        { code: 'notify/placeholder', message: `must call a function of Go templates or sprig, got ${name}` },
        suggestion(name, TEMPLATE_FUNCTIONS)?.startsWith('did') ? suggestion(name, TEMPLATE_FUNCTIONS) : undefined,
      ),
    ),
    ...fieldsOf(nodes).flatMap((field) => fieldProblem(field, VARIABLES[engine]) ?? []),
  ];
}

/** Every text of a template, by its field. */
const textsOf = ({
  message,
  slack,
  email,
  webhook = {},
}: NotificationTemplate): readonly (readonly [string, string])[] => [
  ['message', message],
  ...(slack ? [['slack.attachments', slack.attachments] as const] : []),
  ...(email ? [['email.subject', email.subject] as const] : []),
  ...Object.entries(webhook).flatMap(([name, { path, body }]) => [
    [`webhook.${name}.body`, body] as const,
    ...(path === undefined ? [] : [[`webhook.${name}.path`, path] as const]),
  ]),
];

/** Placeholders of the fleet's own templates that their engines could not fill in. @param file of the fleet's data */
export function templateIssues({ notifications }: Fleet, file: string): readonly Issue[] {
  if (notifications === undefined) return [];
  return (['application', 'rollout'] as const).flatMap((engine) =>
    Object.entries(catalogueFor(engine, notifications).templates)
      .filter(([name]) => Object.hasOwn(notifications.templates ?? {}, name))
      .flatMap(([name, template]) =>
        textsOf(template).flatMap(([field, text]) =>
          placeholderProblems(text, engine).map((problem): Issue => ({
            ...problem,
            severity: 'error',
            at: { file, field: `notifications.templates.${name}.${field}` },
          })),
        ),
      ),
  );
}
