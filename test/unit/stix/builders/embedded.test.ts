import { Stix } from '../../../../src/stix/index.js';

describe('externalReference', () => {
  it('is embedded as it is, without type and id', () => {
    const reference = Stix.externalReference({
      source_name: 'cve',
      external_id: 'CVE-2024-3094',
      description: undefined,
    });

    expect(reference).toEqual({ source_name: 'cve', external_id: 'CVE-2024-3094' });
    expect(Object.keys(reference)).toEqual(['source_name', 'external_id']);
  });

  it.each([
    ['source_name', { url: 'https://example.com' }],
    ['url', { source_name: 'cve' }],
    ['url', { source_name: 'cve', url: '' }],
  ])('refuses one without %s', (property, properties) => {
    expect(() => Stix.externalReference(properties as never)).toThrow(
      expect.objectContaining({
        code: 'BUNDLE_PROPERTY_MISSING',
        details: { type: 'external-reference', property },
      }),
    );
  });
});

describe('killChainPhase', () => {
  it('is embedded as it is', () => {
    const phase = { kill_chain_name: 'mitre-attack', phase_name: 'impact', x_opencti_order: 3 };

    expect(Stix.killChainPhase(phase)).toEqual(phase);
  });

  it.each([
    ['kill_chain_name', { phase_name: 'impact' }],
    ['phase_name', { kill_chain_name: 'mitre-attack' }],
  ])('refuses one without %s', (property, properties) => {
    expect(() => Stix.killChainPhase(properties as never)).toThrow(
      expect.objectContaining({
        code: 'BUNDLE_PROPERTY_MISSING',
        details: { type: 'kill-chain-phase', property },
      }),
    );
  });
});
