import type { Environments, Launch } from './launch.ts';

/** What is run is data: it is loaded when a command asks for it, so that `--help` does not wait for it. */
const environments: Environments = () => import('../../environments/index.ts');

/** Runs the command and returns its exit code. */
export const main = async (launch: Launch): Promise<number> => (await import('./program.ts')).run(launch, environments);

/** Synthesizes once, as the sources are now: what `--watch` calls in each new bundle. */
export const synthOnce = async (root: string, outdir: string): Promise<unknown> =>
  (await import('./synth/write.ts')).writeOnce(root, outdir, environments);

/** Does all of that but the writing. */
export const rehearse = async (root: string, outdir: string): Promise<unknown> =>
  (await import('./synth/write.ts')).checkOnce(root, outdir, environments);
