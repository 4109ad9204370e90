/**
 * Split bundles of one indicator each, about 700 bytes of JSON, as an import sends them.
 *
 * @param {number} count how many
 */
export function sampleBundles(count) {
  return Array.from({ length: count }, (_, i) => ({
    type: 'bundle',
    id: 'bundle--0b1f4c3e-6a55-4d0a-9b7e-2f0c5d1e8a47',
    spec_version: '2.1',
    x_opencti_seq: 3,
    objects: [indicator(i)],
  }));
}

function indicator(i) {
  const address = `198.18.${i % 251}.${i % 241}`;

  return {
    type: 'indicator',
    spec_version: '2.1',
    id: `indicator--5e0c6f0a-2b7d-5c1e-8f3a-${String(i).padStart(12, '0')}`,
    created: '2024-03-01T00:00:00.000Z',
    modified: '2024-03-01T00:00:00.000Z',
    created_by_ref: 'identity--de02f599-02f8-530a-bafa-bf7ea1b99705',
    object_marking_refs: ['marking-definition--34098fce-860f-48ae-8e50-ebd3cc5e41da'],
    name: address,
    description: `Seen in scans of exposed services, batch ${i % 1000}. Reported by two sensors.`,
    pattern: `[ipv4-addr:value = '${address}']`,
    pattern_type: 'stix',
    valid_from: '2024-03-01T00:00:00.000Z',
    confidence: 75,
    labels: ['scanner', 'ssh'],
    x_opencti_score: 60,
    nb_deps: 3,
  };
}
