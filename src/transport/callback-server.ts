import { createServer as createHttpServer, type Server, type ServerOptions } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { TransportError } from '../errors/index.js';
import { bearerOf, type CallbackAuth } from './callback-auth.js';
import { HEALTH_PATH, type CallbackTimeouts } from './callback-options.js';
import type { CallbackAnswer } from './callback-parcel.js';
import type { ServerTls } from './callback-tls.js';
import type { Seat, WaitingRoom } from './waiting-room.js';

/** OpenCTI's workers are few; more connections than these are somebody else's. */
const MOST_CONNECTIONS = 256;
const MOST_HEADER_BYTES = 16 * 1024;
/** Of bodies that nobody reads. */
const SMALL_BODY = 1_024;
const COME_AGAIN_SECONDS = 10;

/** What the server asks, and whom. */
export interface CallbackServerOptions {
  readonly host: string;
  readonly port: number;
  readonly path: string;
  readonly tls: ServerTls | undefined;
  readonly maxBodyBytes: number;
  readonly timeouts: CallbackTimeouts;
  readonly auth: CallbackAuth;
  readonly room: WaitingRoom;
  /** Takes a message; leaves the seat when it is done with it. */
  take(content: Buffer, seat: Seat): Promise<CallbackAnswer>;
}

/** A server that listens. */
export interface CallbackServer {
  readonly port: number;
  /** Stops listening, and resolves once every call is answered. */
  close(): Promise<void>;
  /** Ends every connection, whatever is on it. */
  destroy(): void;
}

/**
 * Listens for calls of OpenCTI. Who calls is checked before a byte of the body is read.
 *
 * @throws TransportError `TRANSPORT_CALLBACK_PORT`
 */
export async function startCallbackServer(options: CallbackServerOptions): Promise<CallbackServer> {
  // Most connectors never listen over HTTP, and need not load it.
  const { fastify } = await import('fastify');
  const server = fastify({
    bodyLimit: SMALL_BODY,
    forceCloseConnections: 'idle',
    serverFactory: answer => createServer(options).on('request', answer),
  });

  readBodies(server);
  answerErrors(server);
  server.get(HEALTH_PATH, () => ({ status: 'ok' }));
  addCallback(server, options);
  await listen(server, options);

  return {
    port: (server.server.address() as AddressInfo).port,
    close: () => server.close(),
    destroy: () => server.server.closeAllConnections(),
  };
}

function createServer({ tls, timeouts }: CallbackServerOptions): Server {
  const { headersMs = 10_000, requestMs = 120_000, checkEveryMs = 5_000 } = timeouts;
  const limits: ServerOptions = {
    headersTimeout: Math.min(headersMs, requestMs),
    requestTimeout: requestMs,
    connectionsCheckingInterval: checkEveryMs,
    maxHeaderSize: MOST_HEADER_BYTES,
    requireHostHeader: true,
  };
  const server = tls ? createHttpsServer({ ...tls, ...limits }) : createHttpServer(limits);
  server.maxConnections = MOST_CONNECTIONS;

  return server;
}

/** Bodies stay bytes: whoever takes them reads them. */
function readBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
}

function answerErrors(server: FastifyInstance): void {
  const errors: Readonly<Record<number, string>> = {
    413: 'the body is too large',
    415: 'the content type must be application/json, not encoded',
  };
  server.setErrorHandler((error, _request, reply) => {
    const { statusCode = 500 } = error as { readonly statusCode?: number };
    return refuse(reply, statusCode, errors[statusCode] ?? 'the request can not be read');
  });
  server.setNotFoundHandler((_request, reply) => refuse(reply, 404, 'there is nothing here'));
}

function addCallback(server: FastifyInstance, options: CallbackServerOptions): void {
  const { path, maxBodyBytes, room } = options;
  const seats = new WeakMap<FastifyRequest, Seat>();

  const seatCaller = async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const bytes = Number(request.headers['content-length'] ?? 0);
    if (bytes > maxBodyBytes) return refuse(reply, 413, 'the body is too large');
    const seat = room.enter(bytes);
    if (!seat) {
      void reply.header('retry-after', COME_AGAIN_SECONDS);
      return refuse(reply, 503, 'too many requests wait, send it again');
    }

    seats.set(request, seat);
    reply.raw.once('close', () => seats.get(request)?.leave());
    return undefined;
  };

  server.post(
    path,
    { bodyLimit: maxBodyBytes, onRequest: [checkCaller(options), seatCaller] },
    async (request, reply) => {
      const content = Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0);
      const seat = seats.get(request);
      // From here on the seat is left when the work is done, not when the call is answered.
      seats.delete(request);
      seat?.resize(content.length);
      const { status, message } = await options.take(content, seat ?? NO_SEAT);

      return reply.code(status).send({ message });
    },
  );
}

function checkCaller({ auth }: CallbackServerOptions) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<unknown> => {
    const credential = bearerOf(request.raw.rawHeaders);
    if (credential === undefined || !(await auth.admits(credential))) {
      void reply.header('www-authenticate', 'Bearer');
      return refuse(reply, 401, 'the credential is not valid');
    }
    const { 'content-encoding': encoding = 'identity' } = request.headers;
    if (encoding !== 'identity') return refuse(reply, 415, 'the body must not be encoded');

    return undefined;
  };
}

/** What is refused may have a body, which nobody reads: the connection ends with the answer. */
function refuse(reply: FastifyReply, status: number, error: string): FastifyReply {
  return reply.code(status).header('connection', 'close').send({ error });
}

const NO_SEAT: Seat = { resize: () => undefined, leave: () => undefined };

async function listen(
  server: FastifyInstance,
  { host, port }: CallbackServerOptions,
): Promise<void> {
  try {
    await server.listen({ host, port });
  } catch (cause) {
    await server.close();
    const { code = '', message } = cause as NodeJS.ErrnoException;
    const reason = LISTEN_REASONS.get(code) ?? message;
    throw new TransportError('TRANSPORT_CALLBACK_PORT', { host, port, reason }, { cause });
  }
}

const LISTEN_REASONS: ReadonlyMap<string, string> = new Map([
  ['EADDRINUSE', 'the port is in use'],
  ['EACCES', 'this user may not use the port'],
  ['EADDRNOTAVAIL', 'the machine has no such address'],
]);
