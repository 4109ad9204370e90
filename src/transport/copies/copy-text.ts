import { TransportError } from '../../errors/index.js';
import type { Bundle } from '../../stix/index.js';
import { jsonText } from '../json-text.js';
import type { Envelope } from '../outbox.js';
import type { CopiedConnector } from './bundle-copy.js';

/** What kind of place a copy is for. */
export type CopyKind = 'DIRECTORY_BUNDLE' | 'S3_BUNDLE';

/**
 * Writes a copy: the bundle with what its reader has to know, as JSON.
 *
 * @throws TransportError `TRANSPORT_MESSAGE_INVALID` naming the object that has no JSON
 * @see pycti `OpenCTIConnectorHelper.send_stix2_bundle` for the members and their order
 */
export function copyText(
  kind: CopyKind,
  bundle: Bundle,
  { applicantId, entitiesTypes, update = false }: Envelope,
  connector: CopiedConnector,
): string {
  const { id, name, type, scope, auto, validateBeforeImport } = connector;
  try {
    return jsonText({
      bundle_type: kind,
      applicant_id: applicantId,
      // The reader registers the connector from this, and splits the scope at its commas.
      connector: {
        ...{ id, name, type, scope: scope.join(','), auto },
        validate_before_import: validateBeforeImport,
      },
      entities_types: entitiesTypes ?? null,
      bundle,
      update,
    });
  } catch (error) {
    throw invalid(bundle, error);
  }
}

function invalid({ id, objects }: Bundle, cause: unknown): TransportError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const culprit = objects.find(object => !hasJson(object));
  const facts = { id: culprit?.id ?? id, reason, confirmed: 0 };

  return new TransportError('TRANSPORT_MESSAGE_INVALID', facts, { cause });
}

function hasJson(value: unknown): boolean {
  try {
    jsonText(value);
    return true;
  } catch {
    return false;
  }
}
