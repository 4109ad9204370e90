import { createHash } from 'node:crypto';

const DOMAIN = 'connector.octi.filigran.io';

/**
 * The address of the service account of a connector: the one that pycti gives it, so that a
 * connector that changes its language keeps its account.
 *
 * @param connectorName in any script; one without a letter that an address may hold is hashed
 * @see OpenCTI `client-python/pycti/connector/opencti_connector_helper.py`, `normalize_email_prefix`
 */
export function serviceAccountEmail(connectorName: string): string {
  const lower = connectorName.toLowerCase();
  const local = lower
    .replace(/[^a-z0-9._+-]/g, '-')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '');

  return `${local || `connector-${hashOf(lower)}`}@${DOMAIN}`;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 12);
}
