import { ApiObject, App } from 'cdk8s';
import { buildFleet } from '../../lib/constructs/fleet.ts';
import { writeDist } from '../../lib/render/write.ts';
import { synthesizeResolved } from '../../lib/synthesis.ts';
import { benchFleet } from './fleet.ts';
import { sampleLiterals, writeFloor } from './floor.ts';

/** What one measured process prints. */
export interface Measured {
  readonly objects: number;
  /** Wall and CPU seconds of the work: without the start of Node and the loading of modules, for every side alike. */
  readonly wall: number;
  readonly cpu: number;
  /** Highest resident memory of the whole process, in bytes. */
  readonly peak: number;
}

export const VARIANTS = ['argosy', 'floor', 'cdk8s'] as const;
export type Variant = (typeof VARIANTS)[number];

function prepare(variant: Variant, size: number, outdir: string): () => number {
  switch (variant) {
    case 'argosy':
      return () => {
        const { files, issues } = synthesizeResolved(benchFleet(size));
        if (issues.length > 0) throw new Error(JSON.stringify(issues.slice(0, 3)));
        writeDist(outdir, files);
        return files.length;
      };
    case 'floor': {
      const make = sampleLiterals(synthesizeResolved(benchFleet(100)).files);
      return () => writeFloor(outdir, size, make);
    }
    case 'cdk8s':
      return () => {
        const app = new App({ outdir });
        buildFleet(app, benchFleet(size), 'environments');
        app.synth();
        return app.node.findAll().filter((node) => ApiObject.isApiObject(node)).length;
      };
  }
}

/** Does one piece of work once, in a process of its own, and says what it cost. */
export function measure(variant: Variant, size: number, outdir: string): Measured {
  const work = prepare(variant, size, outdir);
  const cpuBefore = process.cpuUsage();
  const before = process.hrtime.bigint();
  const objects = work();
  const wall = Number(process.hrtime.bigint() - before) / 1e9;
  const cpu = process.cpuUsage(cpuBefore);
  return { objects, wall, cpu: (cpu.user + cpu.system) / 1e6, peak: process.resourceUsage().maxRSS * 1024 };
}
