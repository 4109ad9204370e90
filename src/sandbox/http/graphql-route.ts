import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Faults } from '../controls/faults.js';
import type { RequestLog, RequestRecord } from '../controls/request-log.js';
import { execute, type GraphqlRequest, type RootResolver } from '../graphql/execute.js';
import type { Schema } from '../graphql/schema.js';
import { invalidBundle } from '../operations/bundle-operations.js';
import { ALL_OPERATIONS } from '../operations/all-operations.js';
import type { PlatformState } from '../operations/operation.js';
import { PlatformRefusal } from '../platform-refusal.js';
import type { User } from '../users/user.js';
import { userOf } from './requesting-user.js';

/** What the GraphQL endpoint works on and with. */
export interface GraphqlSurroundings {
  readonly state: PlatformState;
  readonly schema: Schema;
  readonly faults: Faults;
  readonly requests: RequestLog;
  readonly requested: (record: RequestRecord) => void;
}

/** Adds `POST /graphql`. @see OpenCTI `http/httpServer.js` */
export function addGraphqlRoute(server: FastifyInstance, surroundings: GraphqlSurroundings): void {
  server.post('/graphql', (request, reply) => answer(request, reply, surroundings));

  server.get('/graphql', (_request, reply) =>
    reply.code(405).header('allow', 'POST').send({
      name: 'MethodNotAllowedError',
      message: 'Method Not Allowed. Use POST for GraphQL requests.',
    }),
  );
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  surroundings: GraphqlSurroundings,
): Promise<FastifyReply> {
  const { faults, requests, state, schema } = surroundings;
  const graphql = readRequest(request.body);
  if (typeof graphql === 'string') {
    const refusal = new PlatformRefusal('BAD_REQUEST', graphql);
    return reply.code(400).send({ errors: [refusal.toReply()] });
  }
  const record = requests.add({ at: state.now(), ...graphql, headers: request.headers });
  surroundings.requested(record);
  await faults.delay();
  const canned = faults.cannedAnswer(record.operation);
  if (canned) {
    const { status, headers = {}, body = '' } = canned;
    const isHtml = typeof body === 'string' && body.startsWith('<');
    const type = isHtml ? 'text/html; charset=utf-8' : 'application/json; charset=utf-8';
    return reply.code(status).type(type).headers(headers).send(asText(body));
  }
  const user = userOf(request.headers, surroundings);
  const refusal = contextRefusal(request, surroundings);
  if (refusal) return reply.code(500).send({ errors: [refusal.toReply()] });

  return reply.send(await execute(graphql, schema, resolver(request, user, surroundings)));
}

/** A request, or why the body is none. */
function readRequest(body: unknown): GraphqlRequest | string {
  if (Array.isArray(body)) return 'Operation batching disabled.';
  const isObject = typeof body === 'object' && body !== null && !Buffer.isBuffer(body);
  if (!isObject) return 'The request has no JSON body.';
  const { query, variables, operationName } = body as Readonly<Record<string, unknown>>;
  if (typeof query !== 'string' || query === '') {
    return 'GraphQL operations must contain a non-empty `query` or a `persistedQuery` extension.';
  }
  if (variables != null && (typeof variables !== 'object' || Array.isArray(variables))) {
    return '`variables` in a POST body must be an object if provided.';
  }
  if (operationName != null && typeof operationName !== 'string') {
    return '`operationName` in a POST body must be a string if provided.';
  }

  return {
    query,
    variables: (variables ?? {}) as Readonly<Record<string, unknown>>,
    operationName: operationName ?? null,
  };
}

/** Why a request is refused before its document is looked at. */
function contextRefusal(
  { headers }: FastifyRequest,
  { state }: GraphqlSurroundings,
): PlatformRefusal | undefined {
  const workId = headers['opencti-work-id'];
  if (state.rules.refusesDeadWorks && workId && !state.works.isAlive(String(workId))) {
    return new PlatformRefusal('WORK_NOT_ALIVE');
  }
  const draftId = headers['opencti-draft-id'];

  return draftId && !state.drafts.open(String(draftId))
    ? new PlatformRefusal('DRAFT_LOCKED')
    : undefined;
}

function resolver(
  { headers }: FastifyRequest,
  user: User | undefined,
  { state, faults }: GraphqlSurroundings,
): RootResolver {
  const draft = state.drafts.open(String(headers['opencti-draft-id'] ?? ''));
  const knowledge = draft?.knowledge ?? state.knowledge;

  return (rootType, field, args) => {
    if (!user) throw new PlatformRefusal('AUTH_REQUIRED');
    if (field === 'stixBundlePush' && !faults.takesBundle()) throw invalidBundle();
    const operation = ALL_OPERATIONS[rootType].get(field);

    return operation?.(args, { ...contextOf(state), user, draft, knowledge }) ?? null;
  };
}

/** The parts of the platform as plain members: those of a class would not be spread. */
function contextOf(state: PlatformState): PlatformState {
  const { rules, connectors, works, knowledge, ingestion, files, drafts, playbooks } = state;
  const { users, queues, messages, stream, collections, signingKey, version, now } = state;

  return {
    ...{ rules, connectors, works, knowledge, ingestion, files, drafts, playbooks },
    ...{ users, queues, messages, stream, collections, signingKey, version, now },
  };
}

function asText(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
