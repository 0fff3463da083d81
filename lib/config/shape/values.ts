import { z } from 'zod';
import { EXACT_VERSION, exactVersion } from '../../model/chart-version.ts';
import { goDuration } from '../../model/duration.ts';
import { ImageRef } from '../../model/image-ref.ts';
import { type Problem, ProblemError } from '../../model/issue.ts';
import { suggestion } from '../../model/nearest.ts';
import { cpuCores, memoryBytes, type Quantity } from '../../model/quantity.ts';
import { attempt } from './block.ts';

interface TextWords {
  readonly description: string;
  readonly example: string;
  /**
   * Form for editors, which cannot run the value's own rule. It may allow more than the rule, never less: `explain` does
   * not use it.
   */
  readonly pattern: RegExp;
}

/** Text with a rule of its own: `make` throws a ProblemError for what it refuses. */
function text<T>(words: TextWords, make: (text: string) => T) {
  const { description, example, pattern } = words;
  return z
    .string()
    .meta({ description, examples: [example], pattern: pattern.source })
    .transform((value, context): T => attempt(context, () => make(value)) ?? z.NEVER);
}

/** An image, pinned by tag and digest. */
export const image = (description: string) =>
  text(
    {
      description: `${description}, pinned by tag and digest: \`repository:tag@sha256:<64 hex digits>\`.`,
      example: `ghcr.io/acme/backend:1.8.2@sha256:${'0123456789abcdef'.repeat(4)}`,
      pattern: /^[^\s@]+:[\w][\w.-]{0,127}@sha256:[0-9a-f]{64}$/,
    },
    (value) => ImageRef.parse(value),
  );

const QUANTITY = /^[0-9]+(\.[0-9]+)?(m|k|M|G|T|P|Ki|Mi|Gi|Ti|Pi)?$/;

const quantity = (description: string, example: string, rule: (text: string) => number) =>
  text({ description, example, pattern: QUANTITY }, (value): Quantity => {
    rule(value);
    return value;
  });

/** CPU in cores, as text. */
export const cpu = (description: string) =>
  quantity(`${description}, in cores: \`250m\` is a quarter, \`"2"\` is two.`, '250m', cpuCores);

/** Memory or storage, as text. */
export const bytes = (description: string, example: string) =>
  quantity(`${description}, in bytes with a unit: \`512Mi\`, \`2Gi\`.`, example, memoryBytes);

const DURATION = /^(?=.)([0-9]+h)?([0-9]+m)?([0-9]+s)?$/;

/** A length of time, as Go writes it. */
export const duration = (description: string, example: string) =>
  text(
    {
      description: `${description}, in whole hours, minutes and seconds: \`30s\`, \`5m\`, \`1h30m\`.`,
      example,
      pattern: DURATION,
    },
    goDuration,
  );

/** A duration, or the word `manual`. */
export const durationOrManual = (description: string) =>
  text({ description, example: '10m', pattern: /^(manual|(?=.)([0-9]+h)?([0-9]+m)?([0-9]+s)?)$/ }, (value) =>
    value === 'manual' ? value : goDuration(value),
  );

/** Where something came from, in free words. */
export const origin = z
  .string()
  .meta({
    description: 'Where it came from: a build, a commit, a ticket. For people; not rendered.',
    examples: ['build 1423 of github.com/acme/backend@4f2c1d9'],
  })
  .optional();

/** The exact version of a chart. */
export const version = text(
  {
    description: 'Exact version of the chart, `major.minor.patch`, with a `v` in front where the chart has one.',
    example: '1.4.2',
    pattern: EXACT_VERSION,
  },
  exactVersion,
);

/** Name of a gate of the platform. @param gates those that exist; undefined where that is not known */
export const gateName = (gates: readonly string[] | undefined) =>
  text(
    {
      description: 'Name of a gate of `platform.ts`.',
      example: 'success-rate',
      pattern: /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/,
    },
    (value) => {
      if (gates === undefined || gates.includes(value)) return value;
      const fix = suggestion(value, gates) ?? 'add it to gates in platform.ts';
      const problem: Problem = {
        code: 'analysis/unknown-gate',
        message: `must be a gate of the platform, got ${JSON.stringify(value)}`,
        fix,
      };
      throw new ProblemError(problem);
    },
  );
