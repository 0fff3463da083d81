// Writes the modules of this folder from the CRDs that cdk8s.yaml lists. Run it with `make imports`.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { stringify } from 'yaml';
import { modules } from './generator/modules.mjs';
import { polish } from './generator/polish.mjs';
import { prune } from './generator/prune.mjs';
import { loadCrd, readSources } from './generator/sources.mjs';

const HELP = `usage: node imports/generate.mjs [--crds <folder>]

  --crds <folder>  take CRDs from <folder>/<project>/<file> and download only those that are not there;
                   the variable CRDS says the same

exit codes: 0 written, 1 not written, 2 wrong use`;

const here = dirname(fileURLToPath(import.meta.url));

async function generate(localCrds) {
  const crds = await Promise.all(
    readSources(join(here, '..', 'cdk8s.yaml')).map((source) => loadCrd(source, localCrds)),
  );
  const stray = crds.find(({ crd }) => !modules.some(({ group }) => group === crd.spec.group));
  if (stray) throw new Error(`imports/generator/modules.mjs has no module for the group ${stray.crd.spec.group}`);

  const work = mkdtempSync(join(tmpdir(), 'imports-'));
  try {
    for (const module of modules) writeFileSync(join(work, `${module.group}.yaml`), documents(module, crds));
    runCdk8sImport(work);
    const texts = modules.map((module) =>
      polish(readFileSync(join(work, 'out', `${module.group}.ts`), 'utf8'), header(module, crds)),
    );
    modules.forEach(({ file }, i) => writeFileSync(join(here, file), texts[i]));
  } finally {
    rmSync(work, { recursive: true });
  }
}

/** JSON is YAML, too. */
function documents({ group, version }, crds) {
  const pruned = crds.filter(({ crd }) => crd.spec.group === group).map(({ crd }) => prune(crd, version));
  return pruned.map((crd) => JSON.stringify(crd)).join('\n---\n');
}

/** One run for all the groups: half of its time is its start. */
function runCdk8sImport(work) {
  const cli = join(dirname(createRequire(import.meta.url).resolve('cdk8s-cli/package.json')), 'bin', 'cdk8s');
  writeFileSync(
    join(work, 'cdk8s.yaml'),
    stringify({ language: 'typescript', imports: modules.map(({ group }) => `${group}.yaml`) }),
  );
  const env = { ...process.env, CDK8S_CHECK_UPGRADE: 'false' };
  execFileSync(process.execPath, [cli, 'import', '--no-save', '--output', 'out'], {
    cwd: work,
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
}

function header({ group }, crds) {
  const own = crds.filter(({ crd }) => crd.spec.group === group);
  const lines = own.map(
    ({ crd, tag, digest, address }) =>
      `//   ${crd.spec.names.kind} ${tag}, sha256 ${digest.slice(0, 16)}\n//     ${address}`,
  );
  return `/* eslint-disable */
// Do not edit: \`make imports\` writes this file from these CRDs (all Apache-2.0), pruned as imports/generator/rules.mjs says.
${lines.join('\n')}`;
}

try {
  const { values } = parseArgs({
    options: { crds: { type: 'string', default: process.env.CRDS }, help: { type: 'boolean' } },
  });
  if (values.crds && !existsSync(values.crds))
    throw Object.assign(new Error(`--crds: there is no folder ${values.crds}`), { wrongUse: true });
  if (values.help) console.log(HELP);
  else await generate(values.crds);
} catch (error) {
  console.error(`imports: ${error.message.trim()}`);
  process.exitCode = error.wrongUse || error.code?.startsWith('ERR_PARSE_ARGS') ? 2 : 1;
}
