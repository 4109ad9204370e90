import type { Bundle } from '../stix/index.js';
import { jsonText } from './json-text.js';
import type { Envelope } from './outbox.js';

/** Writes the body of a message: one bundle at its place (from 1) in the send. */
export type WriteMessage = (bundle: Bundle, sequence: number) => Buffer;

/**
 * Prepares the message bodies of one send. What all bodies share is written once; for each message
 * only the bundle is turned into JSON and base64, and nothing is serialised twice.
 *
 * @see pycti `OpenCTIConnectorHelper._send_bundle` for the members and their order
 */
export function pushMessages(envelope: Envelope): WriteMessage {
  const { applicantId, workId, draftId = null, entitiesTypes = [], update = false } = envelope;
  // Left out otherwise, as pycti 6 does.
  const noSplit = envelope.noSplit === true ? ',"no_split":true' : '';
  const head = `{"bundle_type":"QUEUE_BUNDLE","applicant_id":${jsonText(applicantId)},"action_sequence":`;
  const types = `,"entities_types":${jsonText(entitiesTypes)},"content":"`;
  const work = workId == null ? '' : `,"work_id":${jsonText(workId)}`;
  const tail = `","update":${jsonText(update)},"draft_id":${jsonText(draftId)}${noSplit}${work}}`;

  return (bundle, sequence) =>
    Buffer.from(`${head}${sequence}${types}${base64(bundle)}${tail}`, 'utf8');
}

function base64(bundle: Bundle): string {
  return Buffer.from(jsonText(bundle), 'utf8').toString('base64');
}
