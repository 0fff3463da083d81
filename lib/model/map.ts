/** Whether a value that may be anything is a map: it has fields, is no list, and is not nothing. */
export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
