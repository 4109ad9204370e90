import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { TLS_SERVER_OPTIONS } from './tls-fixture.js';

/** What a connection to a {@link SseServer} is answered with. */
export type SseScript = (response: ServerResponse) => void;

/** A message as it goes over the wire. */
export function frame(id: string, name: string, data = '{}'): string {
  return `id: ${id}\nevent: ${name}\ndata: ${data}\n\n`;
}

/** A script that begins a stream with these frames and keeps it open. */
export function open(...frames: readonly string[]): SseScript {
  return response => {
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
    response.flushHeaders();
    if (frames.length > 0) response.write(frames.join(''));
  };
}

/** A script that sends these frames and then cuts the connection, once they are on their way. */
export function cut(...frames: readonly string[]): SseScript {
  return response => {
    open()(response);
    response.write(frames.join(''), () => response.destroy());
  };
}

/** A script that refuses, with an empty body as OpenCTI does. */
export function refuse(status: number, headers: Record<string, string> = {}): SseScript {
  return response => {
    response.writeHead(status, headers);
    response.end();
  };
}

/** A server of live streams that answers each connection with the next script, the last one for ever. */
export class SseServer {
  readonly requests: IncomingMessage[] = [];
  private readonly server;

  private constructor(
    private readonly scripts: readonly SseScript[],
    private readonly isTls: boolean,
  ) {
    const listen = (request: IncomingMessage, response: ServerResponse): void => {
      const script = this.scripts[Math.min(this.requests.push(request), this.scripts.length) - 1];
      script?.(response);
    };
    this.server = isTls ? createTlsServer(TLS_SERVER_OPTIONS, listen) : createServer(listen);
  }

  static async start(scripts: readonly SseScript[], { isTls = false } = {}): Promise<SseServer> {
    const sse = new SseServer(scripts, isTls);
    await new Promise<void>(resolve => sse.server.listen(0, '127.0.0.1', resolve));

    return sse;
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;

    return this.isTls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`;
  }

  /** The positions after which the connections asked to begin. */
  get positions(): readonly unknown[] {
    return this.requests.map(({ headers }) => headers['last-event-id']);
  }

  async stop(): Promise<void> {
    await new Promise(resolve => {
      this.server.close(resolve);
      this.server.closeAllConnections();
    });
  }
}
