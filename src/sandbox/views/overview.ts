import type { MessageRecord } from '../controls/message-log.js';
import type { JournalEntry } from '../journal.js';
import type { PlatformState } from '../operations/operation.js';
import type { QueueDepth } from '../queues/connector-queues.js';
import { connectorView, type ConnectorView } from './connector-view.js';
import { workView, type WorkView } from './work-view.js';

/** Works that are shown; there may be many thousands. */
const MAX_WORKS = 200;

/** What a sandbox is doing, without what it holds: small, however much that is. */
export interface Overview {
  readonly connectors: readonly (ConnectorView & {
    /** What waits: to be imported, and to be taken by the connector. */
    readonly queue: QueueDepth;
  })[];
  /** The last works, newest first. */
  readonly works: readonly WorkView[];
  readonly counts: Counts;
  readonly journal: readonly JournalEntry[];
  /** The last messages that went through the queues, oldest first. */
  readonly messages: readonly MessageRecord[];
}

/** How much there is. */
export interface Counts {
  readonly works: number;
  readonly files: number;
  readonly drafts: number;
  /** Clients that read a live stream. */
  readonly readers: number;
  /** Number of objects of each STIX type, relationships included. */
  readonly byType: Readonly<Record<string, number>>;
}

/** The numbers that no event tells. */
export interface Figures {
  readonly counts: Counts;
  /** What waits for each connector, by its id. */
  readonly queues: Readonly<Record<string, QueueDepth>>;
}

/** Counts, for whoever has seen the overview and heard that something happened. */
export async function figures(state: PlatformState): Promise<Figures> {
  const ids = state.connectors.all().map(({ id }) => id);
  const depths = await Promise.all(
    ids.map(async id => [id, await state.queues.depth(id, { withListen: true })] as const),
  );

  return { counts: countsOf(state), queues: Object.fromEntries(depths) };
}

/** Shows what is going on. */
export async function overview(
  state: PlatformState,
  journal: readonly JournalEntry[],
): Promise<Overview> {
  const { connectors, works, queues, messages } = state;
  const shown: Overview['connectors'][number][] = [];
  for (const connector of connectors.all()) {
    const queue = await queues.depth(connector.id, { withListen: true });
    shown.push({ ...connectorView(connector, connectors), queue });
  }
  const all = works.all();

  return {
    connectors: shown,
    works: all
      .slice(-MAX_WORKS)
      .reverse()
      .map(work => workView(work, works)),
    counts: countsOf(state),
    journal,
    messages: messages.all(),
  };
}

function countsOf({ works, knowledge, files, drafts, stream }: PlatformState): Counts {
  return {
    works: works.all().length,
    files: files.under().length,
    drafts: drafts.all().length,
    readers: stream.readers,
    byType: Object.fromEntries(knowledge.countsByType()),
  };
}
