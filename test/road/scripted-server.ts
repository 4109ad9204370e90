import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a scripted server does with a request. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => void;

/** A server on loopback that answers as a test says. */
export interface ScriptedServer {
  readonly url: string;
  /** Requests so far. */
  readonly requests: readonly IncomingMessage[];
  answer: Answer;
  stop(): Promise<void>;
}

/** Starts a server on a free port. */
export async function scriptedServer(answer: Answer): Promise<ScriptedServer> {
  const requests: IncomingMessage[] = [];
  const scripted = { answer };
  const server = createServer((request, response) => {
    requests.push(request);
    scripted.answer(request, response);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return Object.assign(scripted, {
    url: `http://127.0.0.1:${port}`,
    requests,
    stop: () =>
      new Promise<void>(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}

/** Answers with a JSON text, and an entity tag that changes with it. */
export function json(body: unknown, headers: Record<string, string> = {}): Answer {
  return (_request, response) => {
    response.writeHead(200, { 'content-type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

/** Answers with a status and a text. */
export function status(code: number, body = ''): Answer {
  return (_request, response) => {
    response.writeHead(code, { 'content-type': 'text/plain' });
    response.end(body);
  };
}
