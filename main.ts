// What `cdk8s synth` runs: load, synthesize, write. It leaves the same bytes as `argosy synth`.
import { fleet } from './environments/index.ts';
import { report } from './lib/cli/report.ts';
import { writeDist } from './lib/render/write.ts';
import { synthesize } from './lib/synthesis.ts';

const { files, issues } = synthesize({ fleet, root: process.cwd() });
process.exitCode = report({ issues });
if (process.exitCode === 0) writeDist(process.env['CDK8S_OUTDIR'] ?? 'dist', files);
