import type { AddressInfo } from 'node:net';
import { fastify, type FastifyInstance } from 'fastify';
import { SandboxError } from '../../errors/index.js';
import { SDL } from '../graphql/sdl/sdl.js';
import { mayRead } from './access.js';
import { guard } from './access-guard.js';
import { addApiRoutes, type ApiSurroundings } from './api-routes.js';
import { addControlRoutes } from './control-routes.js';
import { addGraphqlRoute, type GraphqlSurroundings } from './graphql-route.js';
import { readUpload } from './graphql-upload.js';
import { addPageRoutes } from './page-routes.js';
import { userOf } from './requesting-user.js';
import { addStorageRoutes } from './storage-routes.js';
import { addStreamRoutes } from './stream-routes.js';

/** Largest body taken. @see `app:max_payload_body_size` */
const MAX_BODY_BYTES = 50 * 1024 * 1024;

/** Largest request that brings files. OpenCTI has no such limit; here they are held in memory. */
const MAX_UPLOAD_BYTES = 512 * 1024 * 1024;

/** What the server needs. */
export interface ServerOptions extends ApiSurroundings, GraphqlSurroundings {
  readonly port: number;
  /** What a connector needs to use the sandbox, by variable; shown on the page. */
  readonly variables: (url: string) => Readonly<Record<string, string>>;
}

/** A server that listens. */
export interface ListeningServer {
  readonly url: string;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

/**
 * Starts the HTTP side.
 *
 * @throws SandboxError `SANDBOX_LISTEN_FAILED`
 */
export async function startServer(options: ServerOptions): Promise<ListeningServer> {
  const { host, port } = options;
  const server = fastify({
    bodyLimit: MAX_BODY_BYTES,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 1_000 },
  });
  let url = '';

  readBodies(server);
  answerErrors(server);
  addGraphqlRoute(server, options);
  addApiRoutes(server, options);
  addControlRoutes(server, options);
  addStorageRoutes(server, options);
  addStreamRoutes(server, options);
  addSchemaRoute(server, options);
  server.get('/health', () => ({ status: 'success' }));
  addPageRoutes(server);
  addAboutRoute(server, options, () => url);

  try {
    await server.listen({ host, port });
  } catch (cause) {
    await server.close();
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new SandboxError('SANDBOX_LISTEN_FAILED', { host, port, reason }, { cause });
  }
  url = urlOf(server.server.address() as AddressInfo);

  return { url, close: () => server.close() };
}

/** What the page says of the sandbox itself. The token is not among the variables. */
function addAboutRoute(server: FastifyInstance, options: ServerOptions, url: () => string): void {
  const { state, token, host, variables } = options;
  const readers = { preHandler: guard(visitor => mayRead(visitor, token, host)) };

  server.get('/sandbox/api/about', readers, () => ({
    version: state.version,
    variables: variables(url()),
  }));
}

function addSchemaRoute(server: FastifyInstance, options: ServerOptions): void {
  server.get('/schema', (request, reply) =>
    userOf(request.headers, options)
      ? reply.send({ version: options.state.version, schema: SDL })
      : reply.code(403).send('Forbidden'),
  );
}

/** JSON and uploads as any client may send them; other bodies are handed on as they are. */
function readBodies(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, JSON.parse(String(body)));
    } catch (error) {
      done(error as Error);
    }
  });
  server.addContentTypeParser(
    'multipart/form-data',
    { parseAs: 'buffer', bodyLimit: MAX_UPLOAD_BYTES },
    (request, body, done) => {
      try {
        done(null, readUpload(body as Buffer, request.headers['content-type'] ?? ''));
      } catch (error) {
        done(error as Error);
      }
    },
  );
  server.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) =>
    done(null, body),
  );
}

/** What dies before GraphQL looks at it is answered as the platform answers it. */
function answerErrors(server: FastifyInstance): void {
  server.setErrorHandler((error, _request, reply) => {
    const reason = error instanceof Error ? error.message : String(error);
    return reply.code(500).send({ status: 'error', error: reason });
  });
  server.setNotFoundHandler((request, reply) =>
    request.method === 'GET'
      ? reply.code(503).send({ status: 'error', error: 'Interface is disabled by configuration' })
      : reply.code(404).send({ status: 'error', error: 'Path not found' }),
  );
  server.addHook('onSend', async (_request, reply) => {
    void reply.header('x-content-type-options', 'nosniff');
  });
}

function urlOf({ address, family, port }: AddressInfo): string {
  const isEverywhere = address === '0.0.0.0' || address === '::';
  const host = isEverywhere ? '127.0.0.1' : address;

  return `http://${family === 'IPv6' && !isEverywhere ? `[${host}]` : host}:${port}`;
}
