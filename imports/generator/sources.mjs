// Where a CRD comes from: a pinned public address in cdk8s.yaml, or a copy of it in a local folder.
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

const ADDRESS = /^https:\/\/raw\.githubusercontent\.com\/[^/]+\/(?<project>[^/]+)\/(?<tag>[^/]+)\/.*?(?<file>[^/]+)$/;

/** The CRDs that the `imports:` of a cdk8s.yaml name, in its order. */
export function readSources(configFile) {
  return (parse(readFileSync(configFile, 'utf8')).imports ?? []).map((address) => {
    const parts = ADDRESS.exec(address)?.groups;
    if (!parts) throw new Error(`${configFile}: not a raw.githubusercontent.com address with a version: ${address}`);
    return { address, ...parts };
  });
}

/** The CRD itself, with what the header of a generated file tells about it. */
export async function loadCrd(source, localFolder) {
  const text = await loadText(source, localFolder);
  return { ...source, crd: parse(text), digest: createHash('sha256').update(text).digest('hex') };
}

/** Local copies lie in <folder>/<project>/<file>: `--crds crds` finds crds/argo-cd/application-crd.yaml. */
async function loadText({ address, project, file }, localFolder) {
  const copy = localFolder && join(localFolder, project, file);
  return copy && existsSync(copy) ? readFileSync(copy, 'utf8') : download(address);
}

async function download(address) {
  let answer;
  try {
    answer = await fetch(address, { signal: AbortSignal.timeout(60_000) });
    if (answer.ok) return await answer.text();
  } catch (error) {
    const reason = error.cause?.code ?? error.cause?.message ?? error.message;
    throw new Error(`cannot download ${address} (${reason}); without a network, pass --crds <folder of copies>`, {
      cause: error,
    });
  }
  throw new Error(`cannot download ${address} (HTTP ${answer.status}); is the version in cdk8s.yaml right?`);
}
