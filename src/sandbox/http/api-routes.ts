import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Journal } from '../journal.js';
import { bundleText } from '../knowledge/export-bundle.js';
import { resetState } from '../operations/connector-operations.js';
import type { PlatformState } from '../operations/operation.js';
import { connectorView } from '../views/connector-view.js';
import { sandboxState } from '../views/sandbox-state.js';
import { mayControl, mayRead, type Visitor } from './access.js';

/** What the sandbox's own endpoints work on and with. */
export interface ApiSurroundings {
  readonly state: PlatformState;
  readonly journal: Journal;
  readonly token: string;
  /** The host the server was started on. */
  readonly host: string;
}

/** Adds the endpoints that OpenCTI does not have: for people and checks that look into the sandbox. */
export function addApiRoutes(server: FastifyInstance, surroundings: ApiSurroundings): void {
  const { state, journal, token, host } = surroundings;
  const readers = { preHandler: guard(visitor => mayRead(visitor, token, host)) };
  const controllers = { preHandler: guard(visitor => mayControl(visitor, token, host)) };

  server.get('/sandbox/api/state', readers, () => sandboxState(state, journal.entries()));

  server.get('/sandbox/api/bundle', readers, (_request, reply) =>
    reply
      .type('application/stix+json;version=2.1')
      .send(Readable.from(bundleText(state.knowledge), { objectMode: false })),
  );

  server.post<{ Params: { id: string } }>(
    '/sandbox/api/connectors/:id/reset',
    controllers,
    async (request, reply) => {
      const { id } = request.params;
      if (!state.connectors.get(id)) {
        return reply.code(404).send({ status: 'error', error: 'No connector with this id' });
      }
      return connectorView(await resetState(id, state), state.connectors);
    },
  );
}

function guard(
  allows: (visitor: Visitor) => boolean,
): (request: FastifyRequest, reply: FastifyReply) => Promise<unknown> {
  return async ({ headers, socket }, reply) => {
    const visitor: Visitor = {
      authorization: headers.authorization,
      host: headers.host,
      address: socket.remoteAddress,
      isForwarded: Boolean(headers.forwarded ?? headers['x-forwarded-for']),
    };
    if (allows(visitor)) return undefined;

    return reply.code(401).send({
      status: 'error',
      error: 'Send "Authorization: Bearer <token>" to the address the sandbox was started with',
    });
  };
}
