import { where, type RequestPlatform } from 'octiflow';

/** Techniques that are asked for at once. */
const LOOKUP_SIZE = 200;

const QUERY = `query TechniqueNames($filters: FilterGroup, $first: Int) {
  attackPatterns(filters: $filters, first: $first) { edges { node { name x_mitre_id } } }
}`;

interface Answer {
  readonly attackPatterns: {
    readonly edges: readonly { readonly node: { name: string; x_mitre_id: string | null } }[];
  };
}

/** What OpenCTI calls these techniques, by their ATT&CK id; a layer does not say. */
export async function techniqueNames(
  platform: RequestPlatform,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>();
  for (let at = 0; at < ids.length; at += LOOKUP_SIZE) {
    const filters = where('x_mitre_id', ...ids.slice(at, at + LOOKUP_SIZE));
    const { attackPatterns } = await platform.query<Answer>(QUERY, { filters, first: LOOKUP_SIZE });
    for (const { node } of attackPatterns.edges) {
      if (node.x_mitre_id !== null) names.set(node.x_mitre_id, node.name);
    }
  }

  return names;
}
