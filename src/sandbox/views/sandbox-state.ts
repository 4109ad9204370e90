import type { JournalEntry } from '../journal.js';
import type { PlatformState } from '../operations/operation.js';
import type { QueueDepth } from '../queues/connector-queues.js';
import { connectorView, type ConnectorView } from './connector-view.js';
import { knowledgeView, type ObjectView, type RelationshipView } from './knowledge-view.js';
import { workView, type WorkView } from './work-view.js';

/** Everything a sandbox knows, as `GET /sandbox/api/state` answers it. */
export interface SandboxState {
  readonly connectors: readonly (ConnectorView & {
    /** What waits to be imported. */
    readonly queue: QueueDepth;
  })[];
  readonly works: readonly WorkView[];
  /** Everything that is not a relationship or sighting. */
  readonly objects: readonly ObjectView[];
  readonly relationships: readonly RelationshipView[];
  readonly counts: {
    readonly objects: number;
    readonly relationships: number;
    readonly connectors: number;
    readonly works: number;
    /** Number of objects of each STIX type, relationships included. */
    readonly byType: Readonly<Record<string, number>>;
  };
  /** What was dropped, lost or otherwise worth knowing, oldest first. */
  readonly journal: readonly JournalEntry[];
}

/** Shows everything at once. */
export async function sandboxState(
  { connectors, works, knowledge, queues }: PlatformState,
  journal: readonly JournalEntry[],
): Promise<SandboxState> {
  const shown: SandboxState['connectors'][number][] = [];
  for (const connector of connectors.all()) {
    const queue = await queues.depth(connector.id, { withListen: false });
    shown.push({ ...connectorView(connector, connectors), queue });
  }
  const { objects, relationships, byType } = knowledgeView(knowledge);
  const workViews = works.all().map(work => workView(work, works));

  return {
    connectors: shown,
    works: workViews,
    objects,
    relationships,
    counts: {
      objects: objects.length,
      relationships: relationships.length,
      connectors: shown.length,
      works: workViews.length,
      byType,
    },
    journal,
  };
}
