import { PlatformError, type ConnectorError } from '../errors/index.js';
import { AnswerReader } from './answer-reader.js';
import type { PlatformQueries } from './platform-call.js';

/** What waits in a connector's queue. */
export interface QueueDetails {
  readonly messages: number;
  readonly bytes: number;
}

const CONNECTOR = `query GetConnector($id: String!) {
  connector(id: $id) { id connector_queue_details { messages_number messages_size } }
}`;

/**
 * How much waits in the queue that a connector pushes to. From OpenCTI 7 on its listen queue counts
 * too.
 *
 * @returns undefined when OpenCTI can't tell; why is the `onUnknown` callback's to hear
 */
export async function queueDetails(
  client: PlatformQueries,
  connectorId: string,
  onUnknown?: (error: ConnectorError) => void,
): Promise<QueueDetails | undefined> {
  try {
    const data = AnswerReader.of(
      'GetConnector',
      await client.query(CONNECTOR, { id: connectorId }),
    );
    const details = data.objectIfAny('connector')?.objectIfAny('connector_queue_details');

    return (
      details && {
        messages: details.count('messages_number'),
        bytes: details.count('messages_size'),
      }
    );
  } catch (error) {
    if (!(error instanceof PlatformError)) throw error;
    onUnknown?.(error);
    return undefined;
  }
}
