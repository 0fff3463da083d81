import { createServer, type IncomingMessage, type Server } from 'node:http';
import { portOf } from './ports.ts';

/** A notification that has arrived. */
export interface Received {
  /** Path that it was sent to. */
  readonly path: string;
  /** Header `Authorization`. */
  readonly authorization: string;
  /** What was sent, as JSON; empty when it was none. */
  readonly body: Readonly<Record<string, string>>;
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): Received['body'] {
  try {
    return JSON.parse(text) as Received['body'];
  } catch {
    return {};
  }
}

/** Plays Slack, and whoever else is told: takes everything at once, and remembers it. */
export class Receiver {
  /** In the order in which they arrived. */
  readonly received: Received[] = [];
  private readonly server: Server;

  constructor() {
    this.server = createServer((request, response) => {
      void textOf(request).then((text) => {
        const { url = '', headers } = request;
        this.received.push({ path: url, authorization: headers.authorization ?? '', body: parsed(text) });
        response.setHeader('content-type', 'application/json');
        // What Slack answers.
        response.end('{"ok":true,"channel":"C0","ts":"1.0"}');
      });
    });
  }

  /** Listens, and answers its address. */
  async listen(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${String(portOf(this.server))}`;
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
