import { PlatformError } from '../errors/index.js';
import type { PlatformCapabilities } from './platform-capabilities.js';
import type { PlatformQueries } from './platform-call.js';
import { readRegistration, type Registration } from './registration.js';

/** How a connector presents itself. */
export interface ConnectorIdentity {
  /** A UUID v4 that stays the same for ever: state, works and queues hang on it. */
  readonly id: string;
  /** At least two characters. */
  readonly name: string;
  /** Such as `EXTERNAL_IMPORT`. */
  readonly type: string;
  /** Entity types or MIME types; blanks around them are dropped. */
  readonly scope: readonly string[];
  /** Started by new entities or files. */
  readonly auto: boolean;
  /** Started by changed entities. */
  readonly autoUpdate: boolean;
  /** `none`, or `stix_bundle` to be sent what surrounds the entity as well. */
  readonly enrichmentResolution: string;
  /** Only offered for files that belong to an entity. */
  readonly onlyContextual: boolean;
  readonly playbookCompatible: boolean;
  /** Where requests are posted to; null when they come through RabbitMQ. */
  readonly listenCallbackUri: string | null;
  /** Version of the connector; told to platforms that ask for it. */
  readonly version?: string;
  /** Name of the connector in OpenCTI's catalogue; told to platforms that ask for it. */
  readonly slug?: string;
}

/** What newer platforms answer and older ones refuse to be asked. */
const OPTIONAL_FIELDS: Readonly<Record<string, string>> = {
  jwks: 'jwks',
  s3: 's3 { endpoint port use_ssl bucket_name bucket_region access_key secret_key }',
};

/**
 * Registers a connector, or takes up the registration it has. Queues are made by OpenCTI.
 *
 * @throws PlatformError `PLATFORM_FORBIDDEN` when the token's user lacks CONNECTORAPI,
 * `PLATFORM_REFUSED` for an identity that OpenCTI does not take
 * @see OpenCTI `client-python/pycti/api/opencti_api_connector.py`, `register`
 */
export async function registerConnector(
  client: PlatformQueries,
  capabilities: Pick<PlatformCapabilities, 'jwks' | 'registerInputs'>,
  identity: ConnectorIdentity,
): Promise<Registration> {
  const variables = { input: inputOf(identity, capabilities.registerInputs) };
  const optional = new Set(capabilities.jwks ? ['jwks', 's3'] : ['s3']);

  for (;;) {
    try {
      // Registering twice changes nothing, so a lost answer may be asked for again.
      const options = { isIdempotent: true };
      return readRegistration(await client.query(documentOf(optional), variables, options));
    } catch (error) {
      const unknown = unknownField(error, optional);
      if (unknown === undefined) throw error;
      optional.delete(unknown);
    }
  }
}

function inputOf(identity: ConnectorIdentity, known: ReadonlySet<string>): Record<string, unknown> {
  const { version, slug } = identity;

  return {
    id: identity.id,
    name: identity.name,
    type: identity.type,
    scope: identity.scope.map(item => item.trim()).filter(item => item !== ''),
    auto: identity.auto,
    auto_update: identity.autoUpdate,
    enrichment_resolution: identity.enrichmentResolution,
    only_contextual: identity.onlyContextual,
    playbook_compatible: identity.playbookCompatible,
    listen_callback_uri: identity.listenCallbackUri,
    ...(version !== undefined && known.has('version') && { version }),
    ...(slug !== undefined && known.has('slug') && { slug }),
  };
}

function documentOf(optional: ReadonlySet<string>): string {
  const ask = (field: string): string => (optional.has(field) ? `${OPTIONAL_FIELDS[field]}` : '');

  return /* GraphQL */ `
    mutation RegisterConnector($input: RegisterConnectorInput) {
      registerConnector(input: $input) {
        id
        connector_state
        config {
          connection { host vhost use_ssl port user pass }
          ${ask('s3')}
          listen
          listen_routing
          listen_exchange
          push
          push_routing
          push_exchange
        }
        connector_user_id
        ${ask('jwks')}
      }
    }
  `;
}

/** The optional field that the platform says it does not have. */
function unknownField(error: unknown, optional: ReadonlySet<string>): string | undefined {
  if (!(error instanceof PlatformError) || error.code !== 'PLATFORM_REFUSED') return undefined;
  const faults = error.details['faults'] as readonly { code: string; message: string }[];
  const refused = faults.filter(({ code }) => code === 'GRAPHQL_VALIDATION_FAILED');

  return [...optional].find(field =>
    refused.some(({ message }) => new RegExp(`\\b${field}\\b`).test(message)),
  );
}
