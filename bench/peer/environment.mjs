const NAME = 'Bench connector';

/** The settings of the connector that is measured. */
export function environmentOf({ connectorId, queueProtocol, validate }) {
  return {
    ...process.env,
    OPENCTI_TOKEN: process.env.OPENCTI_TOKEN ?? 'bench-token-0000',
    CONNECTOR_ID: connectorId,
    CONNECTOR_NAME: NAME,
    CONNECTOR_QUEUE_PROTOCOL: queueProtocol,
    CONNECTOR_VALIDATE_BEFORE_IMPORT: String(validate),
    CONNECTOR_LOG_LEVEL: process.env.CONNECTOR_LOG_LEVEL ?? 'error',
    OPENCTI_JSON_LOGGING: 'true',
  };
}

export const IDENTITY = { name: NAME, scope: ['bench'] };
