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

    me: (_args, { user }) => ({
      id: user.id,
      entity_type: 'User',
      name: user.name,
      user_email: user.email,
      firstname: null,
      lastname: null,
      individual_id: null,
      capabilities: [{ id: 'bypass', name: 'BYPASS' }],
      groups: { edges: [] },
      effective_confidence_level: { max_confidence: 100, overrides: [], source: null },
      allowed_marking: [],
      default_marking: [],
      draftContext: null,
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

  Mutation: {},
};
