import type { CopiedConnector, Envelope } from '../../../src/transport/index.js';
import type { Bundle } from '../../../src/stix/index.js';

/** A connector whose bundles are copied. */
export const connector: CopiedConnector = {
  id: '0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11',
  name: 'Alpha Feed',
  type: 'EXTERNAL_IMPORT',
  scope: ['indicator', 'malware'],
  auto: false,
  validateBeforeImport: false,
};

export const envelope: Envelope = { applicantId: 'user-1', workId: 'work-1' };

/** A bundle of several objects. */
export const sampleBundle: Bundle = {
  type: 'bundle',
  id: 'bundle--6d1b0f3a-0d4c-4f43-9a52-7c9e6f0b8f11',
  spec_version: '2.1',
  objects: [
    { type: 'identity', id: 'identity--1' },
    { type: 'malware', id: 'malware--2' },
  ],
};
