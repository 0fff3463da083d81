import { isMap } from '../../model/map.ts';
import { evaluateTemplate } from '../go-template/evaluate.ts';
import type { TemplateNode } from '../go-template/nodes.ts';
import { parseTemplate } from '../go-template/parse.ts';

/** What a generator hands to the template. */
export type Parameters = Readonly<Record<string, unknown>>;

const parsed = new Map<string, readonly TemplateNode[]>();

/** What a template says of the parameters. @throws TemplateError */
export function filledText(template: string, parameters: Parameters): string {
  if (!template.includes('{{')) return template;
  const nodes = parsed.get(template) ?? parseTemplate(template);
  parsed.set(template, nodes);
  return evaluateTemplate(nodes, parameters);
}

/** Data with every text in it filled, and the keys of its objects too. @throws TemplateError */
export function filled(data: unknown, parameters: Parameters): unknown {
  if (typeof data === 'string') return filledText(data, parameters);
  if (Array.isArray(data)) return data.map((item) => filled(item, parameters));
  if (!isMap(data)) return data;
  return Object.fromEntries(
    Object.entries(data).map(([key, value]) => [filledText(key, parameters), filled(value, parameters)]),
  );
}
