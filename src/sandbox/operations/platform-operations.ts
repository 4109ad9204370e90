import { wholeConnection } from './connection.js';
import type { Operations } from './operation.js';

/** What the platform says of itself and of the user who asks. */
export const platformOperations: Operations = {
  Query: {
    about: (_args, { version }) => ({
      version,
      memory: null,
      dependencies: [],
      debugStats: null,
    }),

    me: (_args, { user, draft }) => ({
      id: user.id,
      entity_type: 'User',
      name: user.name,
      user_email: user.email,
      firstname: null,
      lastname: null,
      individual_id: null,
      capabilities: user.hasBypass ? [{ id: 'bypass', name: 'BYPASS' }] : CONNECTOR_CAPABILITIES,
      groups: wholeConnection([]),
      effective_confidence_level: {
        max_confidence: user.maxConfidence,
        overrides: [],
        source: null,
      },
      allowed_marking: [],
      default_marking: [],
      draftContext: draft ? { id: draft.id, name: draft.name } : null,
    }),

    settings: () => ({
      id: 'sandbox-settings',
      entity_type: 'Settings',
      platform_title: 'OpenCTI sandbox',
      platform_url: null,
      platform_organization: null,
      platform_enterprise_edition: { license_validated: false },
    }),
  },

  Mutation: {
    connectorJWT: (_args, { signingKey, now }) => signingKey.jwt(now()),
  },
};

/** What the role of connectors may do. @see OpenCTI `database/data-initialization.js` */
const CONNECTOR_CAPABILITIES = [
  ...['KNOWLEDGE_KNUPDATE_KNDELETE', 'KNOWLEDGE_KNUPDATE_KNMERGE', 'KNOWLEDGE_KNUPLOAD'],
  ...['KNOWLEDGE_KNUPDATE_KNBYPASSFIELDS', 'KNOWLEDGE_KNUPDATE_KNBYPASSREFERENCE'],
  ...['KNOWLEDGE_KNASKIMPORT', 'KNOWLEDGE_KNGETEXPORT_KNASKEXPORT', 'KNOWLEDGE_KNENRICHMENT'],
  ...['CONNECTORAPI', 'MODULES_MODMANAGE', 'TAXIIAPI', 'INGESTION', 'SETTINGS_SETMARKINGS'],
  ...['SETTINGS_SETLABELS', 'SETTINGS_SETVOCABULARIES', 'SETTINGS_SETKILLCHAINPHASES'],
].map(name => ({ id: name.toLowerCase(), name }));
