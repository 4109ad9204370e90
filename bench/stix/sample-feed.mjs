/** An author, a marking, and then malware, addresses, indicators and relationships in turn. */
export function sampleFeed(count) {
  const author = idOf('identity', 0);
  const marking = idOf('marking-definition', 1);
  const objects = [
    { type: 'identity', id: author, name: 'Bench', identity_class: 'organization' },
    {
      type: 'marking-definition',
      id: marking,
      definition_type: 'statement',
      definition: { statement: 'Bench' },
    },
  ];
  for (let i = 2; i < count; i++) objects.push(feedObject(i, author, marking));

  return bundleOf(objects);
}

/** A report of `count` objects, and these. */
export function sampleReport(count) {
  const malware = Array.from({ length: count }, (_, i) => ({
    type: 'malware',
    id: idOf('malware', i),
    name: `M${i}`,
    is_family: true,
  }));
  const report = {
    type: 'report',
    id: idOf('report', count),
    name: 'Everything',
    published: '2024-03-01T00:00:00.000Z',
    object_refs: malware.map(({ id }) => id),
  };

  return bundleOf([report, ...malware]);
}

/** Objects that each refer to the next one. */
export function sampleChain(count) {
  return bundleOf(
    Array.from({ length: count }, (_, i) => ({
      type: 'note',
      id: idOf('note', i),
      content: `note ${i}`,
      object_refs: i + 1 < count ? [idOf('note', i + 1)] : [],
    })),
  );
}

function feedObject(i, author, marking) {
  const common = {
    spec_version: '2.1',
    created: '2024-03-01T00:00:00.000Z',
    modified: '2024-03-01T00:00:00.000Z',
    created_by_ref: author,
    object_marking_refs: [marking],
    confidence: 75,
    labels: ['bench'],
    external_references: [{ source_name: 'bench', url: `https://feed.bench.example/${i}` }],
  };
  const value = `198.18.${i % 251}.${i % 241}`;

  switch (i % 4) {
    case 2:
      return {
        type: 'indicator',
        id: idOf('indicator', i),
        ...common,
        name: value,
        pattern: `[ipv4-addr:value = '${value}']`,
        pattern_type: 'stix',
        valid_from: '2024-03-01T00:00:00.000Z',
      };
    case 3:
      return { type: 'malware', id: idOf('malware', i), ...common, name: `M${i}`, is_family: true };
    case 0:
      return { type: 'ipv4-addr', id: idOf('ipv4-addr', i), value, object_marking_refs: [marking] };
    default:
      return {
        type: 'relationship',
        id: idOf('relationship', i),
        ...common,
        relationship_type: 'indicates',
        source_ref: idOf('indicator', i - 3),
        target_ref: idOf('malware', i - 2),
      };
  }
}

function bundleOf(objects) {
  return { type: 'bundle', id: idOf('bundle', 0), objects };
}

function idOf(type, i) {
  return `${type}--11111111-1111-4111-8111-${String(i).padStart(12, '0')}`;
}
