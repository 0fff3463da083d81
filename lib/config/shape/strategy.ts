import { z } from 'zod';
import { isMap } from '../../model/map.ts';
import { type BlueGreenStrategy, Strategy, stepProblem, type Surge } from '../../model/strategy.ts';
import { attempt, block, type Issues, note } from './block.ts';
import { duration, durationOrManual, gateName } from './values.ts';

type Gates = readonly string[] | undefined;

const gateList = (gates: Gates, description: string) => z.array(gateName(gates)).meta({ description }).optional();

const step = (gates: Gates) =>
  block(
    {
      weight: z.number().meta({
        description:
          'Share of the traffic for the new version, in percent, 1 to 99, above the step before. 100 is implied at the end.',
        examples: [5],
        type: 'integer',
        minimum: 1,
        maximum: 99,
      }),
      wait: duration('How long traffic flows at this weight before anything is measured', '5m').optional(),
      gates: gateList(gates, 'Gates that must hold at this weight.'),
      approval: z.boolean().meta({ description: 'Whether a person must let it go on.', default: false }).optional(),
    },
    { description: 'What happens at one weight, in this order: wait, measure, ask a person.' },
  );

/** Every weight at its own place; one that is out of range does not make the next one wrong. */
function checkWeights(steps: unknown, context: Issues): void {
  if (!Array.isArray(steps)) return;
  if (steps.length === 0) attempt(context, () => Strategy.canary([]));
  let before = 0;
  for (const [index, candidate] of steps.entries()) {
    const weight: unknown = isMap(candidate) ? candidate['weight'] : undefined;
    if (typeof weight !== 'number') continue;
    const problem = stepProblem(weight, before);
    if (problem) note(context, problem, [index, 'weight']);
    else before = weight;
  }
}

/** Steps of a canary. Weights are checked even where something else in the steps is wrong. */
export const canary = (gates: Gates) =>
  z
    .array(step(gates))
    .superRefine(checkWeights, { when: () => true })
    .meta({ description: 'Shifts traffic in steps, with waits, gates and approvals between them.', minItems: 1 });

/** An amount of pods: whole, or a percentage. Each is tried beside a harmless other one, so that its problem is its own. */
const amount = (name: keyof Surge, description: string) =>
  z
    .union([z.number().meta({ type: 'integer', minimum: 0 }), z.string().meta({ pattern: '^[0-9]{1,4}%$' })])
    .meta({ description: `${description}: a whole number, or a percentage such as \`25%\`.`, examples: ['25%', 1] })
    .transform((value, context) => {
      const alone: Surge = { maxSurge: 1, maxUnavailable: 1, [name]: value };
      return attempt(context, () => Strategy.rolling(alone))?.surge[name] ?? z.NEVER;
    })
    .optional();

/** How many pods an update may add and take away at once. */
export const surge = (description: string) =>
  block(
    {
      maxSurge: amount('maxSurge', 'Pods above the wanted number, default 25%'),
      maxUnavailable: amount('maxUnavailable', 'Pods that may be missing, default 0'),
    },
    { description },
  ).transform((value, context) => attempt(context, () => Strategy.rolling(value)) ?? z.NEVER);

/** Switches all traffic at once. */
export const blueGreen = (gates: Gates) =>
  block(
    {
      gates: gateList(gates, 'Gates that must hold for the preview before traffic switches.'),
      gatesAfter: gateList(gates, 'Gates that must hold after traffic has switched; a failure switches back.'),
      promoteAfter: durationOrManual(
        'Time after which it is promoted without a person, or `manual` to wait for one. Default: as soon as the gates hold.',
      ).optional(),
      keepOld: duration('How long the old version is kept to switch back to, default 5m', '5m').optional(),
    },
    { description: 'Starts the new version beside the old one and switches all traffic at once.' },
  ).transform((value, context): BlueGreenStrategy => attempt(context, () => Strategy.blueGreen(value)) ?? z.NEVER);
