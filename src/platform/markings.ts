import { AnswerReader } from './answer-reader.js';
import { where, type FilterGroup } from './filter-group.js';
import { listAll, PAGE_INFO } from './list-pages.js';
import { MARKING_FIELDS, readMarking, type Marking } from './marking.js';
import type { PlatformQueries, QueryOptions } from './platform-call.js';

const READ = `query MarkingDefinition($id: String!) {
  markingDefinition(id: $id) { ${MARKING_FIELDS} }
}`;
const LIST = `query MarkingDefinitions($filters: FilterGroup, $first: Int, $after: ID, $orderBy: MarkingDefinitionsOrdering, $orderMode: OrderingMode) {
  markingDefinitions(filters: $filters, first: $first, after: $after, orderBy: $orderBy, orderMode: $orderMode) {
    edges { node { ${MARKING_FIELDS} } }
    ${PAGE_INFO}
  }
}`;

/** The markings of OpenCTI: its TLPs, its PAPs, and what its administrators added. */
export class Markings {
  constructor(private readonly queries: PlatformQueries) {}

  /**
   * @param id internal or STIX id
   * @returns undefined when there is none, or the user may not see it
   */
  async read(id: string, options?: QueryOptions): Promise<Marking | undefined> {
    const data = await this.queries.query(READ, { id }, options);
    const node = AnswerReader.of('MarkingDefinition', data).objectIfAny('markingDefinition');

    return node && readMarking(node);
  }

  /** Those that the user may see. */
  list(options?: QueryOptions): Promise<Marking[]> {
    return this.matching(undefined, options);
  }

  /**
   * @param definition such as `TLP:AMBER`; capitals don't count, and TLP:WHITE is TLP:CLEAR
   * @returns undefined when there is none, or the user may not see it
   */
  async find(definition: string, options?: QueryOptions): Promise<Marking | undefined> {
    const wanted = normal(definition);
    const all = await this.matching(where('definition', wanted, definition), options);

    return all.find(marking => normal(marking.definition) === wanted);
  }

  private matching(filters?: FilterGroup, options?: QueryOptions): Promise<Marking[]> {
    const query = {
      document: LIST,
      root: 'markingDefinitions',
      variables: { filters },
      read: readMarking,
    };

    return listAll(this.queries, query, options);
  }
}

function normal(definition: string): string {
  const upper = definition.trim().toUpperCase();

  return upper === 'TLP:WHITE' ? 'TLP:CLEAR' : upper;
}
