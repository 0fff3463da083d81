import type { Operand, Pipeline, TemplateNode } from './nodes.ts';

/** A field that a template reads: `.app.metadata.name` has the root `.` and the path app, metadata, name. */
export interface TemplateField {
  readonly root: string;
  readonly path: readonly string[];
}

const ofOperand = (operand: Operand): readonly TemplateField[] => {
  if (operand.kind === 'field') return [operand];
  return operand.kind === 'nested' ? ofPipeline(operand.pipeline) : [];
};

const ofPipeline = ({ commands }: Pipeline): readonly TemplateField[] => commands.flat().flatMap(ofOperand);

/**
 * The fields that a template reads from what it is given. Inside `range` and `with` a dot is something else: only those
 * that start at `$` count there.
 */
export const fieldsOf = (nodes: readonly TemplateNode[]): readonly TemplateField[] =>
  nodes.flatMap((node): readonly TemplateField[] => {
    if (node.kind === 'text') return [];
    if (node.kind === 'action') return ofPipeline(node.pipeline);
    const inside = fieldsOf(node.body);
    const body = node.keyword === 'if' ? inside : inside.filter(({ root }) => root !== '.');
    return [...ofPipeline(node.pipeline), ...body, ...fieldsOf(node.otherwise)];
  });
