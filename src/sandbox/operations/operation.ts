import type { ConnectorRegistry } from '../connectors/connector-registry.js';
import type { SigningKey } from '../connectors/signing-key.js';
import type { MessageLog } from '../controls/message-log.js';
import type { Draft } from '../drafts/draft.js';
import type { Drafts } from '../drafts/drafts.js';
import type { FileStore } from '../files/file-store.js';
import type { Ingestion, IngestionTarget } from '../ingestion/ingestion.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import type { Playbooks } from '../playbooks/playbooks.js';
import type { ProfileRules } from '../profile.js';
import type { ConnectorQueues } from '../queues/connector-queues.js';
import type { StreamCollections } from '../stream/stream-collections.js';
import type { StreamHub } from '../stream/stream-hub.js';
import type { User } from '../users/user.js';
import type { Users } from '../users/users.js';
import type { Works } from '../works/works.js';

/** Everything the platform holds; what the operations read and change. */
export interface PlatformState {
  readonly rules: ProfileRules;
  readonly connectors: ConnectorRegistry;
  readonly works: Works;
  readonly knowledge: Knowledge;
  readonly ingestion: Ingestion;
  readonly files: FileStore;
  readonly drafts: Drafts;
  readonly playbooks: Playbooks;
  readonly users: Users;
  readonly queues: ConnectorQueues;
  readonly messages: MessageLog;
  readonly stream: StreamHub;
  readonly collections: StreamCollections;
  readonly signingKey: SigningKey;
  /** Version that `about` answers. */
  readonly version: string;
  /** The present. */
  readonly now: () => Date;
}

/** What an operation is given beside its arguments. */
export interface OperationContext extends PlatformState {
  /** Who asks, or on whose behalf. */
  readonly user: User;
  /** The draft that is asked in; its knowledge is then the knowledge. Undefined for live. */
  readonly draft: Draft | undefined;
}

/** Where what an operation changes goes to. */
export function targetOf({ knowledge, user, draft }: OperationContext): IngestionTarget {
  return { knowledge, origin: { userId: user.id, draftId: draft?.id } };
}

/** Arguments of an operation, already checked against the schema. */
export type OperationArguments = Readonly<Record<string, unknown>>;

/** Answers one root field. The value it gives is cut to the selection afterwards. */
export type Operation = (args: OperationArguments, context: OperationContext) => unknown;

/** Operations of one subject, by root field. */
export interface Operations {
  readonly Query: Readonly<Record<string, Operation>>;
  readonly Mutation: Readonly<Record<string, Operation>>;
}

/** An argument that the schema says is text; empty when it was left out. */
export function text(args: OperationArguments, name: string): string {
  const value = args[name];

  return typeof value === 'string' ? value : '';
}

/** An argument that may be left out or null. */
export function optionalText(args: OperationArguments, name: string): string | null {
  const value = args[name];

  return typeof value === 'string' ? value : null;
}

/** The texts of an argument that is a list; none when it was left out. */
export function textList(args: OperationArguments, name: string): readonly string[] {
  const value = args[name];

  return Array.isArray(value) ? value.filter(item => typeof item === 'string') : [];
}
