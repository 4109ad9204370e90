import { Readable } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import type { SandboxEvents } from '../controls/sandbox-events.js';
import type { Journal } from '../journal.js';
import { bundleText } from '../knowledge/export-bundle.js';
import type { PlatformState } from '../operations/operation.js';
import { draftView } from '../views/draft-view.js';
import { graphView } from '../views/graph-view.js';
import { objectDetails, objectPage } from '../views/object-page.js';
import { figures, overview } from '../views/overview.js';
import { stateText } from '../views/sandbox-state.js';
import { mayRead } from './access.js';
import { guard } from './access-guard.js';
import { streamEvents } from './events-route.js';

/** What the sandbox's own endpoints work on and with. */
export interface ApiSurroundings {
  readonly state: PlatformState;
  readonly journal: Journal;
  readonly events: SandboxEvents;
  readonly token: string;
  /** The host the server was started on. */
  readonly host: string;
}

/** Objects of a page when nothing else is asked for, and at most. */
const PAGE_SIZE = 50;
const MAX_PAGE_SIZE = 500;

/** Objects of a graph, when nothing else is asked for and at most: more can't be told apart. */
const MAX_NODES = 300;

type Query = Readonly<Record<string, unknown>>;

/** Adds what OpenCTI does not have: endpoints for people and checks that look into the sandbox. */
export function addApiRoutes(server: FastifyInstance, surroundings: ApiSurroundings): void {
  const { state, journal, token, host } = surroundings;
  const readers = { preHandler: guard(visitor => mayRead(visitor, token, host)) };

  server.get('/sandbox/api/state', readers, (_request, reply) =>
    reply
      .type('application/json; charset=utf-8')
      .send(Readable.from(stateText(state, journal.entries()), { objectMode: false })),
  );
  server.get('/sandbox/api/overview', readers, () => overview(state, journal.entries()));
  server.get('/sandbox/api/figures', readers, () => figures(state));
  server.get('/sandbox/api/files', readers, () => ({ files: state.files.under() }));
  server.get('/sandbox/api/playbooks', readers, () => ({ steps: state.playbooks.all() }));
  server.get('/sandbox/api/streams', readers, () => ({ streams: state.collections.all() }));
  server.get('/sandbox/api/drafts', readers, () => ({
    drafts: state.drafts.all().map(draft => draftView(draft, state.drafts)),
  }));

  server.get('/sandbox/api/bundle', readers, (_request, reply) =>
    reply
      .type('application/stix+json;version=2.1')
      .send(Readable.from(bundleText(state.knowledge), { objectMode: false })),
  );

  server.get('/sandbox/api/objects', readers, ({ query }) => {
    const given = query as Query;
    const pageSize = Math.min(numberOf(given.size) ?? PAGE_SIZE, MAX_PAGE_SIZE);
    const page = numberOf(given.page) ?? 1;
    const asked = { search: textOf(given.search), type: textOf(given.type), page, pageSize };
    return objectPage(asked, state.knowledge);
  });

  server.get('/sandbox/api/graph', readers, ({ query }) => {
    const { around, limit } = query as Query;
    return graphView(
      { around: textOf(around), limit: Math.min(numberOf(limit) ?? MAX_NODES, MAX_NODES) },
      state.knowledge,
    );
  });

  server.get<{ Params: { id: string } }>(
    '/sandbox/api/objects/:id',
    readers,
    (request, reply) =>
      objectDetails(request.params.id, state.knowledge) ??
      reply.code(404).send({ status: 'error', error: 'No object with this id' }),
  );

  server.get('/sandbox/api/events', readers, (_request, reply) =>
    streamEvents(reply, surroundings.events),
  );
}

/** Of a parameter that is given several times, the first counts. */
function textOf(value: unknown): string {
  const [first] = [value].flat();

  return typeof first === 'string' ? first : '';
}

/** A whole number above zero. */
function numberOf(value: unknown): number | undefined {
  const text = textOf(value);

  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : undefined;
}
