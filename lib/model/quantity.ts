import { ProblemError } from './issue.ts';

/** A Kubernetes quantity as its API writes it: `250m`, `2`, `512Mi`, `20Gi`. */
export type Quantity = string;

const UNITS = new Map<string, number>([
  ['', 1],
  ['m', 1e-3],
  ['k', 1e3],
  ['M', 1e6],
  ['G', 1e9],
  ['T', 1e12],
  ['P', 1e15],
  ['Ki', 2 ** 10],
  ['Mi', 2 ** 20],
  ['Gi', 2 ** 30],
  ['Ti', 2 ** 40],
  ['Pi', 2 ** 50],
]);
const FORM = /^(\d{1,15}(?:\.\d{1,9})?)(m|[kMGTP]|[KMGTP]i)?$/;

function parse(text: string, examples: string): { amount: number; unit: string } {
  const match = FORM.exec(text);
  const [, number = '', unit = ''] = match ?? [];
  const factor = UNITS.get(unit);
  if (!match || factor === undefined) {
    throw new ProblemError({
      code: 'quantity/invalid',
      message: `must be a quantity like ${examples}, got ${JSON.stringify(text)}`,
      ...(text.includes(',') ? { fix: `write a point, not a comma: ${text.replace(',', '.')}` } : {}),
    });
  }
  return { amount: Number(number) * factor, unit };
}

/** CPU in cores. @throws ProblemError `quantity/invalid`: memory units, nothing, or less than a thousandth */
export function cpuCores(text: Quantity): number {
  const { amount, unit } = parse(text, '250m or 2');
  if (!(unit === '' || unit === 'm') || amount < 0.001) {
    throw new ProblemError({
      code: 'quantity/invalid',
      message: `must be cores like 250m or 2, got ${JSON.stringify(text)}`,
    });
  }
  return amount;
}

/**
 * Memory or storage in bytes.
 * @throws ProblemError `quantity/invalid`: also below 1 MiB, which is nearly always a forgotten unit (`512` is 512 bytes)
 */
export function memoryBytes(text: Quantity): number {
  const { amount, unit } = parse(text, '512Mi or 2Gi');
  if (unit === 'm' || amount < 2 ** 20) {
    throw new ProblemError({
      code: 'quantity/invalid',
      message: `must be at least 1Mi, got ${JSON.stringify(text)}`,
      fix: 'add the unit, for example 512Mi',
    });
  }
  return amount;
}
