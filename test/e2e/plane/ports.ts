import { connect, createServer, type Server } from 'node:net';

/** Below those that systems give to outgoing connections: one of them could take a port before its component listens. */
const FIRST = 20_000;
const LAST = 32_000;
/** Two runs at the same time begin at different places. */
let next = FIRST + Math.floor(Math.random() * (LAST - FIRST));

/** For each name a port that nobody holds now, all different, and different from those of earlier calls. */
export async function freePorts<Name extends string>(
  ...names: readonly Name[]
): Promise<Readonly<Record<Name, number>>> {
  const ports: [Name, number][] = [];
  for (const name of names) ports.push([name, await nextFree()]);
  return Object.fromEntries(ports) as Record<Name, number>;
}

async function nextFree(): Promise<number> {
  for (;;) {
    next = next < LAST ? next + 1 : FIRST;
    const port = next;
    if (await isFree(port)) return port;
  }
}

/** The port that a server listens on. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server that listens on no port');
  return address.port;
}

const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') resolve(false);
      else reject(error);
    });
    // Some components listen on every address.
    server.listen(port, '0.0.0.0', () => {
      server.close(() => {
        resolve(true);
      });
    });
  });

/** Whether somebody listens: of a component whose health cannot be asked, because its certificate or protocol is its own. */
export const listens = (port: number) => (): Promise<boolean> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.end();
      resolve(true);
    });
    socket.on('error', reject);
  });
