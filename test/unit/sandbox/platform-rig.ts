import { ConnectorRegistry } from '../../../src/sandbox/connectors/connector-registry.js';
import { MessageLog } from '../../../src/sandbox/controls/message-log.js';
import { Drafts } from '../../../src/sandbox/drafts/drafts.js';
import { FileStore } from '../../../src/sandbox/files/file-store.js';
import { MemoryContents } from '../../../src/sandbox/files/memory-contents.js';
import type { ChangeOrigin } from '../../../src/sandbox/ingestion/change-origin.js';
import { Ingestion } from '../../../src/sandbox/ingestion/ingestion.js';
import { addBuiltInMarkings } from '../../../src/sandbox/knowledge/built-in-markings.js';
import type { KnowledgeChange } from '../../../src/sandbox/knowledge/knowledge-change.js';
import { Knowledge } from '../../../src/sandbox/knowledge/knowledge.js';
import type { StixRecord } from '../../../src/sandbox/knowledge/stix-record.js';
import type { StoredObject } from '../../../src/sandbox/knowledge/stored-object.js';
import { upsertObject } from '../../../src/sandbox/knowledge/upsert-object.js';
import { Playbooks } from '../../../src/sandbox/playbooks/playbooks.js';
import { PROFILES } from '../../../src/sandbox/profile.js';
import { CallbackPoster } from '../../../src/sandbox/queues/callback-poster.js';
import { MemoryQueues } from '../../../src/sandbox/queues/memory-queues.js';
import { Users } from '../../../src/sandbox/users/users.js';
import { Works } from '../../../src/sandbox/works/works.js';
import { stixId } from '../../../src/stix/index.js';

/** The time at which everything in these tests happens. */
export const NOW = '2026-01-02T03:04:05.000Z';

/** An object with the id that belongs to it. */
export function withId(object: Record<string, unknown> & { type: string }): StixRecord {
  return { ...object, id: stixId(object) };
}

/** A poster that nobody posts with. */
export function idlePoster(): CallbackPoster {
  return new CallbackPoster({ authorizationOf: () => 'token', note: () => {} });
}

/** The parts of a platform, without its queues being worked and without a network. */
export class PlatformRig {
  readonly now = (): Date => new Date(NOW);
  readonly knowledge = new Knowledge(() => {});
  readonly files = new FileStore(new MemoryContents(), this.now, () => {});
  readonly drafts = new Drafts(this.knowledge, this.now, () => {});
  readonly works = new Works(PROFILES['6.9'], this.now, () => {});
  readonly connectors = new ConnectorRegistry(PROFILES['6.9'], this.now, () => {});
  readonly playbooks = new Playbooks(this.now, () => {});
  readonly messages = new MessageLog(this.now, () => {});
  readonly users = new Users(
    'token',
    () => 'new-token',
    this.now,
    () => {},
  );
  readonly queues = new MemoryQueues(
    { handle: async () => {}, drained: () => {} },
    { consume: false, poster: idlePoster() },
  );
  readonly changes: { readonly change: KnowledgeChange; readonly origin: ChangeOrigin }[] = [];
  readonly arrived: string[] = [];
  readonly ingestion = new Ingestion({
    files: this.files,
    now: this.now,
    changed: (change, origin) => this.changes.push({ change, origin }),
    fileArrived: ({ id }) => this.arrived.push(id),
  });

  constructor() {
    addBuiltInMarkings(this.knowledge, NOW);
  }

  /** Stores objects, each of which has to be taken; gives back the last. */
  store(...objects: StixRecord[]): StoredObject {
    const stored = objects.map(object => {
      const outcome = upsertObject(this.knowledge, object, NOW);
      if (outcome.kind !== 'stored') throw new Error(`not stored: ${JSON.stringify(outcome)}`);
      return outcome.stored;
    });
    const last = stored.at(-1);
    if (!last) throw new Error('nothing to store');

    return last;
  }

  /** Registers a connector. */
  register(
    input: Partial<Parameters<ConnectorRegistry['register']>[0]> & { readonly type: string },
  ): string {
    const connector = this.connectors.register(
      {
        id: `connector-${this.connectors.all().length + 1}`,
        name: 'Alpha',
        scope: [],
        auto: null,
        autoUpdate: null,
        enrichmentResolution: 'none',
        onlyContextual: null,
        playbookCompatible: false,
        listenCallbackUri: null,
        xtmOneIntent: null,
        version: null,
        slug: null,
        ...input,
      },
      'user',
    );

    return connector.id;
  }

  /** The messages a connector has been sent. */
  asked(connectorId: string): readonly { internal: never; event: never; configuration?: never }[] {
    return this.queues
      .listenQueue(connectorId)
      .waiting()
      .map(body => JSON.parse(body.toString()) as never);
  }
}
