/** What a Go template says, as far as Argo CD's own templates need it. */
export type TemplateNode =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'action'; readonly pipeline: Pipeline }
  | {
      readonly kind: 'branch';
      readonly keyword: 'if' | 'range' | 'with';
      readonly pipeline: Pipeline;
      readonly body: readonly TemplateNode[];
      readonly otherwise: readonly TemplateNode[];
    };

/** Commands whose values are handed on from left to right. */
export interface Pipeline {
  /** Variables that take its value: `$index, $element := …`. */
  readonly declares: readonly string[];
  readonly commands: readonly Command[];
}

/** The first operand is called with the others, if it is a function. */
export type Command = readonly Operand[];

export type Operand =
  | { readonly kind: 'literal'; readonly value: string | number | boolean | null }
  | { readonly kind: 'function'; readonly name: string }
  | { readonly kind: 'nested'; readonly pipeline: Pipeline; readonly path: readonly string[] }
  /** `.a.b`, `$.a`, `$variable.a`: `root` is `.` or the variable's name with its `$`. */
  | { readonly kind: 'field'; readonly root: string; readonly path: readonly string[] };

/** A template that Argo CD could not use either. */
export class TemplateError extends Error {
  override readonly name = 'TemplateError';
}
