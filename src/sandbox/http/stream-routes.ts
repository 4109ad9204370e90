import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Faults } from '../controls/faults.js';
import { stixSourceOf } from '../entities/entity-surroundings.js';
import type { PlatformState } from '../operations/operation.js';
import type { StreamCollection } from '../stream/stream-collection.js';
import {
  readParameters,
  UnreadableParameters,
  type StreamParameters,
} from '../stream/stream-parameters.js';
import { StreamSession, type SessionSurroundings } from '../stream/stream-session.js';
import { EventResponse } from './event-response.js';
import { userOf } from './requesting-user.js';

/** What the stream routes work on and with. */
export interface StreamSurroundings {
  readonly state: PlatformState;
  readonly faults: Faults;
}

/** The stream that is always there: everything, with the rules of all others. */
const LIVE: StreamCollection = {
  id: 'live',
  name: 'live',
  description: 'live',
  filters: '',
  isLive: true,
  isPublic: false,
};

/** Adds the live streams. @see OpenCTI `graphql/sseMiddleware.js` */
export function addStreamRoutes(server: FastifyInstance, surroundings: StreamSurroundings): void {
  const { state } = surroundings;

  server.get('/stream', (request, reply) =>
    open(request, reply, surroundings, { current: () => 'raw', needsBypass: true }),
  );
  server.get('/stream/live', (request, reply) =>
    open(request, reply, surroundings, { current: () => LIVE, needsBypass: true }),
  );
  server.get<{ Params: { id: string } }>('/stream/:id', (request, reply) => {
    const { id } = request.params;
    const collection = state.collections.get(id);
    if (!collection) return refuse(reply, 401, 'This live stream is not accessible');
    if (!collection.isLive) return refuse(reply, 410, 'This live stream is stopped');
    return open(request, reply, surroundings, {
      current: () => liveOnly(state.collections.get(id)),
      needsBypass: false,
    });
  });
  server.post('/stream/connection/:id', (request, reply) =>
    userOf(request.headers, surroundings)
      ? reply.send({ message: 'ok' })
      : refuse(reply, 401, 'You are not authorized'),
  );
}

interface Source {
  readonly current: SessionSurroundings['collection'];
  /** Only who passes every check may read it. */
  readonly needsBypass: boolean;
}

function open(
  request: FastifyRequest,
  reply: FastifyReply,
  surroundings: StreamSurroundings,
  source: Source,
): FastifyReply {
  if (!mayRead(request, surroundings, source)) {
    return refuse(reply, 401, 'You are not authorized, please check your credentials');
  }
  const parameters = parametersOf(request, source);
  if (typeof parameters === 'string') return refuse(reply, 500, parameters);
  const { state } = surroundings;
  const { stream, knowledge } = state;
  const parts: SessionSurroundings = {
    log: stream.log,
    knowledge,
    source: stixSourceOf(state),
    collection: source.current,
  };
  const response = EventResponse.open(reply, () => session.wake(), {
    'access-control-allow-origin': '*',
  });
  const session = new StreamSession(parts, parameters, response);
  stream
    .attend(session)
    .catch(() => {})
    .finally(() => response.end());

  return reply;
}

function mayRead(
  { headers }: FastifyRequest,
  surroundings: StreamSurroundings,
  { current, needsBypass }: Source,
): boolean {
  const collection = current();
  if (typeof collection === 'object' && collection.isPublic) return true;
  const user = userOf(headers, surroundings);

  return user !== undefined && (user.hasBypass || !needsBypass);
}

/** The raw stream is told where to begin, and nothing else. */
function parametersOf(
  { query, headers }: FastifyRequest,
  { current }: Source,
): StreamParameters | string {
  const given = query as Readonly<Record<string, unknown>>;
  try {
    if (current() !== 'raw') return readParameters(given, headers);
    const { from, 'last-event-id': last } = headers;
    return readParameters({ from: given.from }, { from, 'last-event-id': last });
  } catch (error) {
    if (error instanceof UnreadableParameters) return error.message;
    throw error;
  }
}

function liveOnly(collection: StreamCollection | undefined): StreamCollection | undefined {
  return collection?.isLive ? collection : undefined;
}

/** The reason stands in the status line; there is no body. */
function refuse(reply: FastifyReply, status: number, reason: string): FastifyReply {
  reply.raw.statusMessage = reason.replace(/[^\x20-\x7e]/g, '?');

  return reply.code(status).send();
}
