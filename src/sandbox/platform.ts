import { enrichAutomatically } from './asks/ask-enrichment.js';
import { importAutomatically } from './asks/ask-import.js';
import type { AskSurroundings } from './asks/send-ask.js';
import { ConnectorRegistry } from './connectors/connector-registry.js';
import { SigningKey } from './connectors/signing-key.js';
import { MessageLog } from './controls/message-log.js';
import type { SandboxEvents } from './controls/sandbox-events.js';
import { Drafts } from './drafts/drafts.js';
import type { FileContents } from './files/file-contents.js';
import { FileStore } from './files/file-store.js';
import type { StoredFile } from './files/stored-file.js';
import type { ChangeOrigin } from './ingestion/change-origin.js';
import { Ingestion } from './ingestion/ingestion.js';
import type { Journal } from './journal.js';
import type { KnowledgeChange } from './knowledge/knowledge-change.js';
import { Knowledge } from './knowledge/knowledge.js';
import type { PlatformState } from './operations/operation.js';
import { Playbooks } from './playbooks/playbooks.js';
import type { ConnectorQueues } from './queues/connector-queues.js';
import { randomToken, type ResolvedOptions } from './sandbox-options.js';
import { StreamCollections } from './stream/stream-collections.js';
import { StreamHub } from './stream/stream-hub.js';
import { Users } from './users/users.js';
import { changeView } from './views/change-view.js';
import { connectorView } from './views/connector-view.js';
import { draftView } from './views/draft-view.js';
import { workView } from './views/work-view.js';
import { Works } from './works/works.js';

/** What {@link Platform} is made with. */
export interface PlatformSurroundings {
  readonly options: ResolvedOptions;
  readonly contents: FileContents;
  readonly events: SandboxEvents;
  readonly journal: Journal;
  /** The queues, once they are open. */
  readonly queues: () => ConnectorQueues;
  /** Told that something changed that is to be kept. */
  readonly touched: () => void;
}

/** Everything the platform holds, wired so that a change reaches all who are to know of it. */
export class Platform implements PlatformState {
  readonly rules;
  readonly version;
  readonly now;
  readonly connectors: ConnectorRegistry;
  readonly works: Works;
  readonly knowledge: Knowledge;
  readonly files: FileStore;
  readonly drafts: Drafts;
  readonly playbooks: Playbooks;
  readonly users: Users;
  readonly messages: MessageLog;
  readonly stream: StreamHub;
  readonly collections: StreamCollections;
  readonly ingestion: Ingestion;
  readonly signingKey = new SigningKey();

  constructor(private readonly surroundings: PlatformSurroundings) {
    const { options, contents, events, touched } = surroundings;
    const { rules, version, now } = options;
    this.rules = rules;
    this.version = version;
    this.now = now;
    this.connectors = new ConnectorRegistry(rules, now, connector => {
      touched();
      events.emit('connector', () => connectorView(connector, this.connectors));
    });
    this.works = new Works(rules, now, work => {
      touched();
      events.emit('work', () => workView(work, this.works));
    });
    this.knowledge = new Knowledge(touched);
    this.files = new FileStore(contents, now, file => {
      touched();
      events.emit('file', () => file);
    });
    this.drafts = new Drafts(this.knowledge, now, draft => {
      touched();
      events.emit('draft', () => draftView(draft, this.drafts));
    });
    this.playbooks = new Playbooks(now, step => {
      touched();
      events.emit('playbook', () => step);
    });
    this.users = new Users(options.token, () => randomToken(rules), now, touched);
    this.messages = new MessageLog(now, record => events.emit('message', () => record));
    this.stream = new StreamHub(now, options.heartbeatMs);
    this.collections = new StreamCollections(() => {
      touched();
      this.stream.wake();
    });
    this.ingestion = new Ingestion({
      files: this.files,
      now,
      changed: (change, origin) => this.#changed(change, origin),
      fileArrived: (file, origin) => this.#fileArrived(file, origin),
    });
  }

  get queues(): ConnectorQueues {
    return this.surroundings.queues();
  }

  /** The parts a worker works on. */
  forWorker(): Pick<PlatformState, 'knowledge' | 'drafts' | 'ingestion' | 'works'> {
    const { knowledge, drafts, ingestion, works } = this;

    return { knowledge, drafts, ingestion, works };
  }

  /**
   * What a message that is posted to a connector is authorized with: the token of the connector's user
   * in the 6.9 line, a signature in 7.x.
   */
  callbackToken(connectorId: string): string {
    if (this.rules.generation === 7) return this.signingKey.jwt(this.now());
    const owner = this.connectors.get(connectorId)?.userId ?? '';

    return this.users.tokensOf(owner)[0]?.plaintext ?? this.surroundings.options.token;
  }

  /** Whether every work is complete and every step of a playbook answered. */
  get isAnswered(): boolean {
    return (
      this.works.all().every(({ status }) => status === 'complete') &&
      this.playbooks.all().every(({ status }) => status === 'executed')
    );
  }

  #changed(change: KnowledgeChange, origin: ChangeOrigin): void {
    this.surroundings.events.emit('object', () => changeView(change, origin));
    if (origin.draftId === undefined) this.stream.change(change, origin);
    this.#start(enrichAutomatically(change, origin, this.#askSurroundings(origin)));
  }

  #fileArrived(file: StoredFile, origin: ChangeOrigin): void {
    const options = { userId: origin.userId, draftId: origin.draftId ?? null };
    this.#start(importAutomatically(file, options, this.#askSurroundings(origin)));
  }

  /** What connectors are asked with, as it is seen where a change was made. */
  #askSurroundings({ draftId }: ChangeOrigin): AskSurroundings {
    const { connectors, works, files, queues, messages, now } = this;
    const draft = draftId === undefined ? undefined : this.drafts.get(draftId);
    const { knowledge } = draft ?? this;

    return { connectors, works, knowledge, files, queues, messages, now };
  }

  /** Connectors are asked while the import goes on; only a broker that is gone can hinder that. */
  #start(asking: Promise<unknown>): void {
    asking.catch((error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      this.surroundings.journal.note('connector not asked', { reason });
    });
  }
}
