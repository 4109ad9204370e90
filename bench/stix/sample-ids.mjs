const SOURCE = 'indicator--11111111-1111-4111-8111-111111111111';
const TARGET = 'malware--22222222-2222-4222-8222-222222222222';

/** Eight kinds of objects in turn, each with the members of its id under the names they are hashed by. */
const KINDS = [
  i => {
    const pattern = `[ipv4-addr:value = '198.18.${i % 251}.${i % 241}']`;

    return [{ type: 'indicator', pattern }, { pattern }];
  },
  i => {
    const name = `Organisation n°${i}`;

    return [
      { type: 'identity', name, identity_class: 'organization' },
      { name: name.toLowerCase(), identity_class: 'organization' },
    ];
  },
  i => {
    const start_time = `2024-03-01T00:00:${String(i % 60).padStart(2, '0')}.000Z`;
    const parts = {
      relationship_type: 'indicates',
      source_ref: SOURCE,
      target_ref: TARGET,
      start_time,
    };

    return [{ type: 'relationship', ...parts }, parts];
  },
  i => {
    const published = '2024-03-01T00:00:00.000Z';

    return [
      { type: 'report', name: `Report ${i}`, published },
      { name: `report ${i}`, published },
    ];
  },
  i => [{ type: 'vulnerability', name: `CVE-2024-${i}` }, { name: `cve-2024-${i}` }],
  i => [{ type: 'malware', name: `BenchRAT-${i}` }, { name: `benchrat-${i}` }],
  i => {
    const url = `https://feed.bench.example/ioc/${i}`;

    return [{ type: 'external-reference', url }, { url }];
  },
  i => {
    const parts = { kill_chain_name: 'mitre-attack', phase_name: `phase-${i % 1000}` };

    return [{ type: 'kill-chain-phase', ...parts }, parts];
  },
];

/** The object whose id is to be made, and what is hashed for it. */
export function sampleForId(i) {
  const [object, parts] = KINDS[i % KINDS.length](i);

  return { object, parts };
}
