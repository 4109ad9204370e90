import type { WorkRecord } from '../works/work-record.js';
import { connectorNode } from './connector-node.js';
import type { OperationContext } from './operation.js';

/** A work as GraphQL shows it. */
export function workNode(
  work: WorkRecord,
  context: OperationContext,
): Readonly<Record<string, unknown>> {
  return {
    id: work.id,
    entity_type: 'Work',
    name: work.name,
    user: { id: context.user.id, entity_type: 'User', name: context.user.name },
    connector: () => {
      const connector = context.connectors.get(work.connectorId);
      return connector ? connectorNode(connector, context) : null;
    },
    timestamp: work.timestamp,
    status: work.status,
    event_source_id: work.eventSourceId,
    received_time: work.receivedTime,
    processed_time: work.processedTime,
    completed_time: work.completedTime,
    completed_number: work.completedNumber,
    messages: work.messages,
    errors: work.errors,
    tracking: trackingOf(work, context),
    draft_context: work.draftContext,
  };
}

/** A running work shows its figures; a complete one shows what was written down when it completed. */
function trackingOf(work: WorkRecord, { works }: OperationContext): unknown {
  const figures = works.figures(work.id);
  if (work.status === 'complete') {
    return {
      import_processed_number: work.completedNumber,
      import_expected_number: work.expected,
      import_last_processed: figures?.lastProcessed ?? null,
    };
  }

  return {
    import_processed_number: figures?.processed ?? null,
    import_expected_number: figures?.expected ?? null,
    import_last_processed: figures?.lastProcessed ?? null,
  };
}
