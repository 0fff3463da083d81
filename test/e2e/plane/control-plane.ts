import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import type { KubeObject } from '../../../lib/model/synthesis.ts';
import { built, type Tier } from '../build/cache.ts';
import { log } from '../harness/log.ts';
import { watch } from '../harness/until.ts';
import { Api } from './api.ts';
import { type Argo, startArgo } from './argo.ts';
import { keepBounds } from './autoscaler.ts';
import { installCrds } from './crds.ts';
import { Exporter } from './exporter.ts';
import { answers, type Kubernetes, startControllers, startKubernetes } from './kubernetes.ts';
import { freePorts } from './ports.ts';
import { Processes } from './processes.ts';
import { writeStages } from './stages.ts';
import { provideVolumes } from './volumes.ts';

/** A control plane that is there, whole or in part. */
export interface Started {
  /** Everything that it leaves on disk. */
  readonly folder: string;
  /** Ends every process; asked again, it is the same end. */
  stop(): Promise<void>;
  /** Removes what it left on disk. */
  forget(): void;
}

const forget = (folder: string): void => {
  rmSync(folder, { recursive: true, force: true });
};

/** Kubernetes with nothing in it but CRDs, of plain processes in a folder of its own. */
export class ControlPlane implements Started {
  /** What is closed before the processes end. */
  private readonly closing: (() => void)[] = [];

  private stopped: Promise<void> | undefined;

  private constructor(
    readonly folder: string,
    readonly processes: Processes,
    readonly kubernetes: Kubernetes,
    readonly api: Api,
  ) {
    this.onStop(
      watch(() => {
        processes.check();
      }),
    );
  }

  /**
   * Starts what server-side dry run needs.
   * @param began told as soon as there is something to end
   * @param crds names of those that are needed. @default - all
   * @throws ProcessError when a process does not come up
   */
  static async start(tier: Tier, began: (plane: Started) => void, crds?: readonly string[]): Promise<ControlPlane> {
    const folder = mkdtempSync(join(tmpdir(), 'argosy-e2e-'));
    mkdirSync(join(folder, 'tmp'));
    const processes = new Processes(join(folder, 'logs'));
    began({
      folder,
      stop: () => processes.stopAll(),
      forget: () => {
        forget(folder);
      },
    });
    log(`logs in ${processes.logs}`);
    const kubernetes = await startKubernetes(processes, folder);
    log(`Kubernetes API at ${kubernetes.address}`);
    const api = new Api(kubernetes.kubeconfig);
    await installCrds(api, tier, crds);
    log('CRDs are served');
    return new ControlPlane(folder, processes, kubernetes, api);
  }

  /** Adds what gives objects a life: controllers, the scheduler, a node, volumes, stand-ins for absent controllers. */
  async startCluster(): Promise<void> {
    const { processes, kubernetes, api, folder } = this;
    await startControllers(processes, kubernetes, folder);
    await api.apply(parse(readFileSync('test/e2e/plane/objects/node.yaml', 'utf8')) as KubeObject);
    const { port } = await freePorts('port');
    const address = `127.0.0.1:${String(port)}`;
    await processes.start('kwok', {
      command: built('kwok'),
      args: [
        ...[`--kubeconfig=${kubernetes.kubeconfig}`, '--manage-all-nodes=true', `--config=${writeStages(folder)}`],
        ...['--node-lease-duration-seconds=40', `--server-address=${address}`],
      ],
      ready: answers(`http://${address}/healthz`),
    });
    await provideVolumes(api);
    await keepBounds(api);
    log('controllers, scheduler and kwok run');
  }

  /** Adds Prometheus with what it scrapes, Argo Rollouts and Argo CD. */
  async startArgo(): Promise<{ readonly argo: Argo; readonly exporter: Exporter; readonly prometheus: string }> {
    const { processes, kubernetes, api, folder } = this;
    const exporter = new Exporter(
      await api.follow('apps/v1', 'ReplicaSet'),
      await api.follow('apps/v1', 'StatefulSet'),
    );
    this.closing.push(() => {
      exporter.close();
    });
    const prometheus = await startPrometheus(processes, folder, await exporter.listen());
    const argo = await startArgo(processes, api, kubernetes, folder, prometheus);
    log(`Argo CD at ${argo.server}, Prometheus at ${prometheus}`);
    return { argo, exporter, prometheus };
  }

  /** Something that ends with the plane. */
  onStop(close: () => void): void {
    this.closing.push(close);
  }

  stop(): Promise<void> {
    this.stopped ??= this.end();
    return this.stopped;
  }

  private async end(): Promise<void> {
    for (const close of this.closing.reverse()) close();
    await this.api.close();
    await this.processes.stopAll();
  }

  forget(): void {
    forget(this.folder);
  }
}

/** A Prometheus that scrapes one target every second. */
async function startPrometheus(processes: Processes, folder: string, target: string): Promise<string> {
  const config = join(folder, 'prometheus.yaml');
  const job = { job_name: 'exporter', honor_labels: true, static_configs: [{ targets: [target] }] };
  writeFileSync(config, stringify({ global: { scrape_interval: '1s', scrape_timeout: '1s' }, scrape_configs: [job] }));
  const { port } = await freePorts('port');
  const address = `127.0.0.1:${String(port)}`;
  await processes.start('prometheus', {
    command: built('prometheus'),
    args: [
      ...[`--config.file=${config}`, `--storage.tsdb.path=${join(folder, 'prometheus')}`],
      ...[`--web.listen-address=${address}`, '--log.level=warn'],
    ],
    ready: answers(`http://${address}/-/ready`),
  });
  return `http://${address}`;
}
