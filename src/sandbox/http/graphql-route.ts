import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isToken } from './access.js';
import type { Faults } from '../controls/faults.js';
import type { RequestLog, RequestRecord } from '../controls/request-log.js';
import { execute, type GraphqlRequest, type RootResolver } from '../graphql/execute.js';
import type { Schema } from '../graphql/schema.js';
import { invalidBundle } from '../operations/bundle-operations.js';
import { ALL_OPERATIONS } from '../operations/all-operations.js';
import { ADMINISTRATOR, type PlatformState, type SandboxUser } from '../operations/operation.js';
import { PlatformRefusal } from '../platform-refusal.js';

/** What the GraphQL endpoint works on and with. */
export interface GraphqlSurroundings {
  readonly state: PlatformState;
  readonly schema: Schema;
  readonly token: string;
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
  const user = userOf(request, surroundings);
  const refusal = contextRefusal(request, surroundings);
  if (refusal) return reply.code(500).send({ errors: [refusal.toReply()] });

  return reply.send(await execute(graphql, schema, resolver(user, surroundings)));
}

/** A request, or why the body is none. */
function readRequest(body: unknown): GraphqlRequest | string {
  if (Array.isArray(body)) return 'Operation batching disabled.';
  if (typeof body !== 'object' || body === null) return 'The request has no JSON body.';
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

/** Nobody, for a missing, wrong or refused token; they all look the same from outside. */
function userOf(
  { headers }: FastifyRequest,
  { token, faults }: GraphqlSurroundings,
): SandboxUser | undefined {
  if (faults.isTokenRefused || !isToken(headers.authorization, token)) return undefined;
  const applicant = headers['opencti-applicant-id'];

  return !applicant || applicant === ADMINISTRATOR.id ? ADMINISTRATOR : undefined;
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

  return headers['opencti-draft-id'] ? new PlatformRefusal('DRAFT_LOCKED') : undefined;
}

function resolver(
  user: SandboxUser | undefined,
  { state, faults }: GraphqlSurroundings,
): RootResolver {
  return (rootType, field, args) => {
    if (!user) throw new PlatformRefusal('AUTH_REQUIRED');
    if (field === 'stixBundlePush' && !faults.takesBundle()) throw invalidBundle();
    const operation = ALL_OPERATIONS[rootType].get(field);

    return operation?.(args, { ...state, user }) ?? null;
  };
}

function asText(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}
