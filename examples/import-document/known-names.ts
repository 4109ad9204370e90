import { Clock, Injectable, type ImportedFile } from 'octiflow';
import { NameIndex } from './name-index.js';

/** How long names are taken for known. */
const FRESH_MS = 5 * 60_000;
const PAGE_SIZE = 500;
/** Users whose names are kept at the same time. */
const USERS = 20;

const TYPES = [
  ...['Attack-Pattern', 'Campaign', 'Country', 'Incident', 'Intrusion-Set', 'Malware'],
  ...['Organization', 'Sector', 'Threat-Actor', 'Tool'],
];
const QUERY = `query KnownNames($types: [String], $first: Int, $after: ID) {
  stixDomainObjects(types: $types, first: $first, after: $after) {
    edges { node {
      standard_id
      representative { main }
      ... on AttackPattern { x_mitre_id aliases }
      ... on Campaign { aliases }
      ... on IntrusionSet { aliases }
      ... on Malware { aliases }
      ... on ThreatActor { aliases }
      ... on Tool { aliases }
    } }
    pageInfo { endCursor hasNextPage }
  }
}`;

interface Answer {
  readonly stixDomainObjects: {
    readonly edges: readonly { readonly node: KnownEntity }[];
    readonly pageInfo: { readonly endCursor: string | null; readonly hasNextPage: boolean };
  };
}

interface KnownEntity {
  readonly standard_id: string;
  readonly representative?: { readonly main: string | null } | null;
  readonly aliases?: readonly (string | null)[] | null;
  readonly x_mitre_id?: string | null;
}

/** Names of what OpenCTI knows, as who uploaded the file may see it. */
@Injectable()
export class KnownNames {
  private readonly kept = new Map<
    string,
    { readonly at: number; readonly index: Promise<NameIndex> }
  >();

  constructor(private readonly clock: Clock) {}

  /** They are read page by page, once in a while for each user and draft. */
  forFile(file: ImportedFile): Promise<NameIndex> {
    const { applicantId, draftId } = file.context;
    const key = JSON.stringify([applicantId, draftId]);
    const now = this.clock.now().getTime();
    const kept = this.kept.get(key);
    if (kept && now - kept.at < FRESH_MS) return kept.index;

    const index = readNames(file);
    this.kept.delete(key);
    this.kept.set(key, { at: now, index });
    for (const oldest of [...this.kept.keys()].slice(0, -USERS)) this.kept.delete(oldest);
    // A failure is not kept; whoever waits for the names is told.
    index.catch(() => this.kept.delete(key));

    return index;
  }
}

async function readNames({ platform }: ImportedFile): Promise<NameIndex> {
  const index = new NameIndex();
  let after: string | null | undefined;
  do {
    const variables = { types: TYPES, first: PAGE_SIZE, after };
    const { stixDomainObjects: page } = await platform.query<Answer>(QUERY, variables);
    for (const { node } of page.edges) {
      const names = [node.representative?.main, node.x_mitre_id, ...(node.aliases ?? [])];
      for (const name of names) if (name) index.add(name, node.standard_id);
    }
    after = page.pageInfo.hasNextPage ? page.pageInfo.endCursor : undefined;
  } while (after);

  return index;
}
