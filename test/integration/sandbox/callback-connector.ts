import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A message as it was posted. */
export interface Posted {
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    readonly internal: Record<string, unknown>;
    readonly event: Record<string, unknown>;
    readonly configuration?: unknown;
  };
}

/** A connector that listens over HTTP, and answers as it is told. */
export class CallbackConnector {
  readonly posted: Posted[] = [];
  /** What it answers, one after the other; the last again and again. */
  answers: number[] = [202];
  #changed: () => void = () => {};
  readonly #server: Server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const body = JSON.parse(Buffer.concat(chunks).toString('utf8')) as Posted['body'];
      this.posted.push({ headers: request.headers, body });
      const [status = 202] = this.answers;
      if (this.answers.length > 1) this.answers.shift();
      response.writeHead(status, { 'content-type': 'application/json' }).end('{}');
      this.#changed();
    });
  });

  /** Listens; gives back where. */
  async open(): Promise<string> {
    await new Promise<void>(resolve => this.#server.listen(0, '127.0.0.1', resolve));

    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/api/callback`;
  }

  /** Resolves when so many messages have been posted. */
  async until(count: number): Promise<readonly Posted[]> {
    while (this.posted.length < count) {
      await new Promise<void>(resolve => (this.#changed = resolve));
    }

    return this.posted;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
  }
}
