import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import type { SourceReply } from './source-reply.js';

/** A request that a {@link ScriptedSource} was sent. */
export interface SourceRequest {
  readonly method: string;
  /** Without the query: `/v1/iocs`. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  /** The body as text; empty for none. */
  readonly body: string;
}

/** What is answered: always the same, or what a function makes of the request. */
export type SourceAnswer =
  SourceReply | ((request: SourceRequest) => SourceReply | Promise<SourceReply>);

interface Route {
  readonly method: string;
  readonly path: string | RegExp;
  readonly answers: SourceAnswer[];
}

/**
 * A source that answers as a test says: an HTTP server on loopback. What it was not told of it answers
 * with 404.
 *
 * ```ts
 * source.get('/v1/iocs', reply.json({ items: [] }));
 * source.get('/v1/flaky', reply.status(503), reply.json({ items: [] })); // in turn; the last stays
 * ```
 */
export class ScriptedSource {
  /** What it was asked, oldest first. */
  readonly requests: SourceRequest[] = [];
  private readonly routes: Route[] = [];

  private constructor(
    private readonly server: Server,
    /** Where it listens, such as `http://127.0.0.1:4000`. */
    readonly url: string,
  ) {}

  /** Starts one on a free port. */
  static async start(): Promise<ScriptedSource> {
    const server = createServer();
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const source = new ScriptedSource(server, `http://127.0.0.1:${port}`);

    server.on('request', (request, response) => void source.serve(request, response));

    return source;
  }

  /** Answers GET requests of a path, in turn; the last answer stays. Replaces what was said before. */
  get(path: string | RegExp, ...answers: readonly SourceAnswer[]): this {
    return this.on('GET', path, ...answers);
  }

  /** Answers POST requests of a path, in turn; the last answer stays. Replaces what was said before. */
  post(path: string | RegExp, ...answers: readonly SourceAnswer[]): this {
    return this.on('POST', path, ...answers);
  }

  /** Answers requests of a method and a path, in turn. Replaces what was said before. */
  on(method: string, path: string | RegExp, ...answers: readonly SourceAnswer[]): this {
    this.routes.unshift({ method: method.toUpperCase(), path, answers: [...answers] });

    return this;
  }

  /** Ends every connection and stops listening. */
  stop(): Promise<void> {
    return new Promise(resolve => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const { pathname, searchParams } = new URL(request.url ?? '/', this.url);
    const { status, headers, body, isCut } = await this.replyTo({
      method: request.method ?? 'GET',
      path: pathname,
      query: searchParams,
      headers: request.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    });

    response.writeHead(status, headers);
    if (isCut) response.write(body, () => response.destroy());
    else response.end(body);
  }

  private async replyTo(request: SourceRequest): Promise<SourceReply> {
    this.requests.push(request);
    const answer = this.answerTo(request);
    try {
      const reply = typeof answer === 'function' ? await answer(request) : answer;
      return reply ?? plain(404, `nothing is scripted for ${request.method} ${request.path}`);
    } catch (error) {
      return plain(500, `the script threw: ${String(error)}`);
    }
  }

  private answerTo({ method, path }: SourceRequest): SourceAnswer | undefined {
    const route = this.routes.find(
      one =>
        one.method === method &&
        (typeof one.path === 'string' ? one.path === path : one.path.test(path)),
    );
    if (!route) return undefined;

    return route.answers.length > 1 ? route.answers.shift() : route.answers[0];
  }
}

function plain(status: number, body: string): SourceReply {
  return { status, headers: { 'content-type': 'text/plain' }, body, isCut: false };
}
