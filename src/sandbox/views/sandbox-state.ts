import type { JournalEntry } from '../journal.js';
import { isRelationship } from '../knowledge/entity-type.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import type { PlatformState } from '../operations/operation.js';
import type { QueueDepth } from '../queues/connector-queues.js';
import { connectorView, type ConnectorView } from './connector-view.js';
import {
  objectView,
  relationshipView,
  type ObjectView,
  type RelationshipView,
} from './knowledge-view.js';
import { workView, type WorkView } from './work-view.js';

/** How much a sandbox holds. */
export interface SandboxCounts {
  /** Everything that is not a relationship or sighting. */
  readonly objects: number;
  /** Relationships and sightings. */
  readonly relationships: number;
  readonly connectors: number;
  readonly works: number;
  /** Number of objects of each STIX type, relationships included. */
  readonly byType: Readonly<Record<string, number>>;
}

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
  readonly counts: SandboxCounts;
  /** What was dropped, lost or otherwise worth knowing, oldest first. */
  readonly journal: readonly JournalEntry[];
}

/** Objects written before others get their turn. */
const CHUNK = 500;

/** Counts what is held, without a look at it. */
export function sandboxCounts({
  connectors,
  works,
  knowledge,
}: Pick<PlatformState, 'connectors' | 'works' | 'knowledge'>): SandboxCounts {
  const byType = Object.fromEntries(knowledge.countsByType());
  const { relationship = 0, sighting = 0 } = byType;
  const all = Object.values(byType).reduce((sum, count) => sum + count, 0);

  return {
    objects: all - relationship - sighting,
    relationships: relationship + sighting,
    connectors: connectors.all().length,
    works: works.count,
    byType,
  };
}

/** Shows everything at once. */
export async function sandboxState(
  state: PlatformState,
  journal: readonly JournalEntry[],
): Promise<SandboxState> {
  const head = await stateHead(state, journal);
  const { objects, relationships } = listed(state.knowledge);

  return {
    ...head,
    objects: objects.map(objectView),
    relationships: relationships.map(relationshipView),
  };
}

/** The text of {@link sandboxState}, in pieces, so that a large one is never one string in memory. */
export async function* stateText(
  state: PlatformState,
  journal: readonly JournalEntry[],
): AsyncGenerator<string> {
  const head = await stateHead(state, journal);
  const { objects, relationships } = listed(state.knowledge);
  yield `${JSON.stringify(head).slice(0, -1)},"objects":[`;
  yield* listText(objects, objectView);
  yield '],"relationships":[';
  yield* listText(relationships, relationshipView);
  yield ']}';
}

/** All but the lists of what is held. */
async function stateHead(
  state: PlatformState,
  journal: readonly JournalEntry[],
): Promise<Omit<SandboxState, 'objects' | 'relationships'>> {
  const { connectors, works, queues } = state;
  const shown: SandboxState['connectors'][number][] = [];
  for (const connector of connectors.all()) {
    const queue = await queues.depth(connector.id, { withListen: false });
    shown.push({ ...connectorView(connector, connectors), queue });
  }

  return {
    connectors: shown,
    works: works.all().map(work => workView(work, works)),
    counts: sandboxCounts(state),
    journal,
  };
}

/** What is held at this moment; what is imported while it is written belongs to the next state. */
function listed(knowledge: Knowledge): {
  readonly objects: readonly StoredObject[];
  readonly relationships: readonly StoredObject[];
} {
  const objects: StoredObject[] = [];
  const relationships: StoredObject[] = [];
  for (const stored of knowledge.all()) {
    (isRelationship(stored.object) ? relationships : objects).push(stored);
  }

  return { objects, relationships };
}

function* listText(
  stored: readonly StoredObject[],
  view: (stored: StoredObject) => unknown,
): Generator<string> {
  for (let first = 0; first < stored.length; first += CHUNK) {
    const texts = stored.slice(first, first + CHUNK).map(one => JSON.stringify(view(one)));
    yield (first === 0 ? '' : ',') + texts.join(',');
  }
}
