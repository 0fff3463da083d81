import { z } from 'zod';
import type { ChartRelease } from '../../model/chart.ts';
import type { Problem } from '../../model/issue.ts';
import { suggestion } from '../../model/nearest.ts';
import type { ServiceRelease } from '../../model/workload.ts';
import { block } from './block.ts';
import { type Parts, workloads } from './parts.ts';
import { image, origin, version } from './values.ts';

/** Says that a block is about nothing that the platform has. */
export const unknownPart = (key: string, known: readonly string[]): Problem => ({
  code: 'part/unknown',
  message: 'is no part of the platform',
  fix: suggestion(key, known) ?? 'remove the block, or add the part to platform.ts',
});

/** Says that a part of the platform has no block. */
export const MISSING_PART: Problem = {
  code: 'part/missing',
  message: 'is missing: platform.ts has this part',
  fix: 'add its block, or remove the part from platform.ts',
};

/** A service's block. The platform shows in nothing but its name. */
const serviceRelease = block(
  { image: image('Image that runs'), from: origin },
  { description: 'What one service runs.', missing: MISSING_PART },
).transform((release): ServiceRelease => release);

const IMAGES = 'Images that the values of the chart name, each pinned.';

/** @param images names that the chart takes; undefined where that is not known */
const chartRelease = (images: readonly string[] | undefined) => {
  const pinned =
    images === undefined
      ? z.record(z.string(), image('An image of the chart')).meta({ description: IMAGES }).optional()
      : block(Object.fromEntries(images.map((key) => [key, image('An image of the chart')])), { description: IMAGES });
  return block(
    { version, images: images?.length === 0 ? pinned.optional() : pinned, from: origin },
    { description: 'Which version of one chart is installed.', missing: MISSING_PART },
  ).transform((release): ChartRelease => {
    const { version: exact, images: chosen = {}, from } = release;
    return { version: exact, images: new Map(Object.entries(chosen)), ...(from === undefined ? {} : { from }) };
  });
};

/** Says that the map of all parts is missing. */
export const missingParts = (names: readonly string[]): Problem => ({
  code: 'data/missing-key',
  message: `is missing: platform.ts has ${names.join(', ')}`,
  fix: 'add it, with a block for each part',
});

const SERVICES = 'Services and stateful parts of the platform, by name; in that of the administrators the backup.';
const CHARTS = 'Charts of the platform, by name.';
const FILE = 'What runs in one environment. Written by machines, promoted as a unit.';

/** The shape of `release.yaml` for a platform. */
export function releaseShape(parts: Parts) {
  const services = Object.fromEntries<z.ZodType<ServiceRelease | undefined>>([
    ...workloads(parts).map((name) => [name, serviceRelease] as const),
    // One runs in one of the environments only; who needs it says that it is missing.
    ...parts.jobs.map((name) => [name, serviceRelease.optional()] as const),
  ]);
  const charts = Object.fromEntries([...parts.charts].map(([name, images]) => [name, chartRelease(images)]));
  const servicesBlock = block(services, {
    description: SERVICES,
    unknown: unknownPart,
    missing: missingParts(workloads(parts)),
  });
  const chartsBlock = block(charts, {
    description: CHARTS,
    unknown: unknownPart,
    missing: missingParts(Object.keys(charts)),
  });
  return block(
    {
      services: workloads(parts).length > 0 ? servicesBlock : servicesBlock.optional(),
      charts: Object.keys(charts).length > 0 ? chartsBlock : chartsBlock.optional(),
    },
    { description: FILE },
  );
}

/** The shape of `release.yaml` for any platform: what an editor can know. */
export function anyReleaseShape() {
  return block(
    {
      services: z.record(z.string(), serviceRelease).meta({ description: SERVICES }).optional(),
      charts: z.record(z.string(), chartRelease(undefined)).meta({ description: CHARTS }).optional(),
    },
    { description: FILE },
  );
}
