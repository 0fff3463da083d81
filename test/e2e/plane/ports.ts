import { connect, createServer, type Server } from 'node:net';

/** For each name a port that nobody holds now, all different. */
export async function freePorts<Name extends string>(
  ...names: readonly Name[]
): Promise<Readonly<Record<Name, number>>> {
  // All are held until the last one is known, so that none is given twice.
  const held = await Promise.all(names.map(async (name) => [name, await listening()] as const));
  const ports = held.map(([name, server]) => [name, portOf(server)] as const);
  await Promise.all(held.map(([, server]) => new Promise((resolve) => server.close(resolve))));
  return Object.fromEntries(ports) as Record<Name, number>;
}

/** The port that a server listens on. */
export function portOf(server: Server): number {
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a server that listens on no port');
  return address.port;
}

const listening = (): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    // Some components listen on every address.
    server.listen(0, '0.0.0.0', () => {
      resolve(server);
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
