import type { FastifyInstance, FastifyReply, FastifyRequest, RouteShorthandOptions } from 'fastify';
import { SandboxError } from '../../errors/index.js';
import { AskControls } from '../controls/ask-controls.js';
import { uploadFile } from '../controls/file-controls.js';
import { deleteAnyDraft, deleteKnown, validateOpenDraft } from '../controls/object-controls.js';
import { StreamControls } from '../controls/stream-controls.js';
import { mimeTypeOf } from '../files/mime-type.js';
import { resetState } from '../operations/connector-operations.js';
import { PlatformRefusal } from '../platform-refusal.js';
import { connectorView } from '../views/connector-view.js';
import { mayControl } from './access.js';
import { guard } from './access-guard.js';
import type { ApiSurroundings } from './api-routes.js';
import { analysisRequest, bundleIn, exportRequest, importRequest } from './ask-bodies.js';
import { BadRequest, requiredText, textOf } from './request-members.js';

/** Largest file that is taken. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;

/** Adds the buttons: endpoints that change what a sandbox holds, or ask connectors. */
export function addControlRoutes(server: FastifyInstance, surroundings: ApiSurroundings): void {
  const { state, token, host } = surroundings;
  const ask = new AskControls(state);
  const stream = new StreamControls(state);
  const controllers = { preHandler: guard(visitor => mayControl(visitor, token, host)) };
  const on = (method: 'POST' | 'DELETE', path: string, run: Run, options = {}): void =>
    route(server, method, `/sandbox/api/${path}`, { ...controllers, ...options }, run);

  on('POST', 'ask/enrichment', async ({ body }) => ({
    works: await ask.enrichment(requiredText(body, 'entityId'), textOf(body, 'connectorId')),
  }));
  on('POST', 'ask/import', async ({ body }) => ({
    works: await ask.import(requiredText(body, 'fileId'), importRequest(body)),
  }));
  on('POST', 'ask/export', async ({ body }) => ({ works: await ask.export(exportRequest(body)) }));
  on('POST', 'ask/analysis', async ({ body }) => ({
    works: [await ask.analysis(requiredText(body, 'entityId'), analysisRequest(body))],
  }));
  on('POST', 'ask/playbook', async ({ body }) => {
    const ids = [requiredText(body, 'connectorId'), requiredText(body, 'entityId')] as const;
    return ask.playbookStep(...ids, bundleIn(body));
  });

  on('POST', 'files', upload, { bodyLimit: MAX_FILE_BYTES });
  on('POST', 'connectors/:id/reset', async ({ id }) => {
    if (!state.connectors.get(id))
      throw new SandboxError('SANDBOX_NOT_FOUND', { kind: 'connector', id });
    return connectorView(await resetState(id, state), state.connectors);
  });
  on('POST', 'streams/replay', async () => ({ events: stream.replay() }));
  on('POST', 'streams/:id/stop', async ({ id }) => done(stream.stop(id)));
  on('POST', 'streams/:id/start', async ({ id }) => done(stream.start(id)));
  on('POST', 'drafts/:id/validate', async ({ id }) => done(await validateOpenDraft(id, state)));
  on('DELETE', 'drafts/:id', async ({ id }) => done(deleteAnyDraft(id, state)));
  on('DELETE', 'objects/:id', async ({ id }) => done(await deleteKnown(id, state)));

  /** The file's bytes are the body; its name, type and entity stand in the query. */
  async function upload({ body, query }: Called): Promise<unknown> {
    if (!Buffer.isBuffer(body)) throw new BadRequest('send the file as application/octet-stream');
    const name = requiredText(query, 'name');
    const mimeType = textOf(query, 'mime') ?? mimeTypeOf(name);
    return uploadFile(name, mimeType, body, { entityId: textOf(query, 'entityId') }, state);
  }
}

/** What a button is pressed with. */
interface Called {
  /** The id in the path; empty when there is none. */
  readonly id: string;
  readonly body: unknown;
  readonly query: unknown;
}

type Run = (called: Called) => Promise<unknown>;

function route(
  server: FastifyInstance,
  method: 'POST' | 'DELETE',
  url: string,
  options: RouteShorthandOptions,
  run: Run,
): void {
  server.route({
    ...options,
    method,
    url,
    handler: async (request: FastifyRequest, reply) => {
      const { id = '' } = request.params as { readonly id?: string };
      try {
        return await run({ id, body: request.body, query: request.query });
      } catch (error) {
        return answerProblem(error, reply);
      }
    },
  });
}

function answerProblem(error: unknown, reply: FastifyReply): FastifyReply {
  const status = statusOf(error);
  if (status === undefined) throw error;

  return reply.code(status).send({ status: 'error', error: (error as Error).message });
}

function statusOf(error: unknown): number | undefined {
  if (error instanceof BadRequest || error instanceof PlatformRefusal) return 400;
  if (!(error instanceof SandboxError)) return undefined;

  return error.code === 'SANDBOX_NO_CONNECTOR' ? 409 : 404;
}

function done(_nothing: void): unknown {
  return { status: 'success' };
}
