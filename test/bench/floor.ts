import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { dump } from 'js-yaml';
import type { RenderedFile } from '../../lib/model/synthesis.ts';

type Literals = (...words: string[]) => unknown[];

/** A word that stands for a varying one in the sample, and that occurs nowhere else in it. */
const SAMPLE = { platform: 'platform-0000', environment: 'dev', service: 'service-000' } as const;

/**
 * A function that returns the objects of one folder as plain literals, as somebody would write them by hand: made from
 * a sample of our own output, so that both sides write the same objects.
 */
function literals(objects: readonly unknown[]): Literals {
  const source = JSON.stringify(objects).replace(/"((?:[^"\\]|\\.)*)"/g, (quoted: string, text: string) => {
    const varied = text
      .replaceAll('`', '\\`')
      .replaceAll('${', '\\${')
      .replaceAll(SAMPLE.platform, '${p}')
      .replaceAll(`-${SAMPLE.environment}`, '-${e}')
      .replaceAll(`/${SAMPLE.environment}/`, '/${e}/')
      .replaceAll(`.${SAMPLE.environment}.`, '.${e}.')
      .replaceAll(SAMPLE.service, '${s}');
    // A computed name in a literal costs more than a plain one: only the varying ones are computed.
    return varied === text ? quoted : `\`${varied}\``;
  });
  const computed = source.replace(/([{,])(`[^`]*`):/g, '$1[$2]:');
  // The sample is our own output; nothing that a user writes gets here.
  // eslint-disable-next-line @typescript-eslint/no-implied-eval
  return new Function('p', 'e', 's', `return ${computed};`) as Literals;
}

/** The literals of one service, with its Application, from the files of a small fleet. */
export function sampleLiterals(files: readonly RenderedFile[]): Literals {
  const folder = `${SAMPLE.platform}/${SAMPLE.environment}/${SAMPLE.service}/`;
  const application = `Application-${SAMPLE.platform}-${SAMPLE.environment}-${SAMPLE.service}.yaml`;
  const sample = files.filter((file) => file.path.startsWith(folder) || file.path.endsWith(`/${application}`));
  return literals(sample.map((file) => file.object));
}

interface Named {
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** The floor: plain literals, js-yaml, a file per object, no checks at all. Returns how many objects it wrote. */
export function writeFloor(outdir: string, objects: number, make: Literals): number {
  const environments = ['dev', 'test', 'staging', 'canada', 'europe'];
  let written = 0;
  for (let index = 0; written < objects; index++) {
    const platform = `platform-${String(Math.floor(index / 100)).padStart(4, '0')}`;
    const service = `service-${String(Math.floor(index / 5) % 20).padStart(3, '0')}`;
    const environment = environments[index % 5] ?? 'dev';
    for (const object of make(platform, environment, service) as Named[]) {
      const folder = object.kind === 'Application' ? 'argocd' : service;
      const path = join(outdir, platform, environment, folder, `${object.kind}-${object.metadata.name}.yaml`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, dump(object));
      written++;
    }
  }
  return written;
}
