import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { built } from '../build/cache.ts';
import { portOf } from './ports.ts';

/** A chart that an Application names. */
export interface ChartSource {
  readonly repoURL: string;
  readonly chart: string;
  readonly targetRevision: string;
}

// Shows the values that it was given, so that what Argosy passes on can be seen.
const TEMPLATE = `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Chart.Name }}-values
data:
  values.yaml: |
    {{- .Values | toYaml | nindent 4 }}
`;

/** Packs a chart that stands in for another of the same name and version. */
function pack(folder: string, { chart, targetRevision }: ChartSource): Buffer {
  const work = mkdtempSync(join(folder, 'chart-'));
  const source = join(work, chart);
  mkdirSync(join(source, 'templates'), { recursive: true });
  writeFileSync(join(source, 'Chart.yaml'), stringify({ apiVersion: 'v2', name: chart, version: targetRevision }));
  writeFileSync(join(source, 'templates', 'values.yaml'), TEMPLATE);
  execFileSync(built('helm'), ['package', source, '--destination', work], { stdio: 'pipe' });
  const [packed = ''] = readdirSync(work).filter((name) => name.endsWith('.tgz'));
  return readFileSync(join(work, packed));
}

const pathOf = (repository: string): string => repository.replace(/^[a-z]+:\/\//, '').replace(/\/$/, '');

/** Helm repositories of stand-ins: those that the module and package proxies of a closed network do not serve. */
export class ChartServer {
  private readonly files = new Map<string, Buffer | string>();
  private readonly server: Server;

  constructor(private readonly folder: string) {
    this.server = createServer((request, response) => {
      const file = this.files.get(request.url ?? '');
      response.statusCode = file === undefined ? 404 : 200;
      response.end(file ?? 'not found');
    });
  }

  /** Listens, packs the charts, and answers where each repository is: its address -> ours. */
  async serve(charts: readonly ChartSource[]): Promise<ReadonlyMap<string, string>> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    const root = `http://127.0.0.1:${String(portOf(this.server))}`;
    const addresses = new Map(charts.map(({ repoURL }) => [repoURL, `${root}/${pathOf(repoURL)}`]));
    for (const [repository, address] of addresses) {
      const entries = charts.filter(({ repoURL }) => repoURL === repository).map((chart) => this.add(chart, address));
      const index = { apiVersion: 'v1', entries: Object.fromEntries(entries), generated: '2000-01-01T00:00:00Z' };
      this.files.set(`/${pathOf(repository)}/index.yaml`, stringify(index));
    }
    return addresses;
  }

  private add(source: ChartSource, address: string): [string, readonly unknown[]] {
    const { chart, targetRevision: version } = source;
    const packed = pack(this.folder, source);
    const name = `${chart}-${version}.tgz`;
    this.files.set(`/${pathOf(source.repoURL)}/${name}`, packed);
    const digest = createHash('sha256').update(packed).digest('hex');
    return [chart, [{ apiVersion: 'v2', name: chart, version, urls: [`${address}/${name}`], digest }]];
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
