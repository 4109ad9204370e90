import type { ConnectorRecord } from '../connectors/connector-record.js';
import type { PlatformState } from '../operations/operation.js';
import type { WorkRecord } from '../works/work-record.js';
import { writeListenMessage, type ListenMessage } from './listen-message.js';

/** What asking a connector takes of the platform. */
export type AskSurroundings = Pick<
  PlatformState,
  'connectors' | 'works' | 'knowledge' | 'files' | 'queues' | 'messages' | 'now'
>;

/** What a work is opened for. */
export interface AskedWork {
  readonly name: string;
  /** What it is about: the id of an entity or file. */
  readonly about: string;
  readonly userId: string;
  readonly draftId?: string | null;
}

/** Opens a work for a connector and sends it what it is to do. */
export async function askFor(
  connector: ConnectorRecord,
  work: AskedWork,
  messageOf: (workId: string) => ListenMessage,
  surroundings: AskSurroundings,
): Promise<WorkRecord> {
  const opened = surroundings.works.add({
    connectorId: connector.id,
    connectorType: connector.type,
    name: work.name,
    userId: work.userId,
    asksAbout: work.about,
    draftId: work.draftId ?? null,
  });
  await sendAsk(connector.id, messageOf(opened.id), surroundings);

  return opened;
}

/** Puts a message on a connector's listen queue. */
export async function sendAsk(
  connectorId: string,
  message: ListenMessage,
  { queues, messages }: Pick<AskSurroundings, 'queues' | 'messages'>,
): Promise<void> {
  const body = writeListenMessage(message);
  messages.add('out', connectorId, body);
  await queues.ask({ connectorId, body });
}
