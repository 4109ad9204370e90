import { PlatformError } from '../errors/index.js';
import type { StixObject } from '../stix/index.js';
import { AnswerReader } from './answer-reader.js';
import { where, type FilterGroup } from './filter-group.js';
import { listPages, PAGE_INFO, type ListOptions, type ListPage } from './list-pages.js';
import type { PlatformQueries, QueryOptions } from './platform-call.js';
import { ENTITY_FIELDS, readEntity, type PlatformEntity } from './platform-entity.js';
import {
  readRelationship,
  RELATIONSHIP_FIELDS,
  type PlatformRelationship,
} from './platform-relationship.js';

/** Which entities to list, and how. */
export interface EntityListOptions extends ListOptions {
  /** Entity types as OpenCTI spells them, abstract ones (`Stix-Cyber-Observable`) included. */
  readonly types?: readonly string[];
  readonly filters?: FilterGroup;
  /** Words to look for. */
  readonly search?: string;
  /** Field to order by, such as `created_at`. */
  readonly orderBy?: string;
  /** Default `asc`. */
  readonly orderMode?: 'asc' | 'desc';
}

/** Which relationships to list, and how. */
export interface RelationshipListOptions extends ListOptions {
  /** Ids of entities that they touch at either end. */
  readonly of?: readonly string[];
  /** Types of the end that is not one of `of`. */
  readonly otherEndTypes?: readonly string[];
  /** Ids of entities that they come from. */
  readonly from?: readonly string[];
  /** Types of entities that they come from. */
  readonly fromTypes?: readonly string[];
  /** Ids of entities that they lead to. */
  readonly to?: readonly string[];
  /** Types of entities that they lead to. */
  readonly toTypes?: readonly string[];
  /** Such as `uses`. */
  readonly types?: readonly string[];
  readonly filters?: FilterGroup;
  /** Words to look for. */
  readonly search?: string;
  /** Field to order by, such as `created_at`. */
  readonly orderBy?: string;
  /** Default `asc`. */
  readonly orderMode?: 'asc' | 'desc';
}

const READ = `query StixCoreObject($id: String!) {
  stixCoreObject(id: $id) { ${ENTITY_FIELDS} }
}`;
const LIST = `query StixCoreObjects($types: [String], $filters: FilterGroup, $search: String, $first: Int, $after: ID, $orderBy: StixCoreObjectsOrdering, $orderMode: OrderingMode) {
  stixCoreObjects(types: $types, filters: $filters, search: $search, first: $first, after: $after, orderBy: $orderBy, orderMode: $orderMode) {
    edges { node { ${ENTITY_FIELDS} } }
    ${PAGE_INFO}
  }
}`;
const LIST_RELATIONSHIPS = `query StixCoreRelationships($fromOrToId: [String], $elementWithTargetTypes: [String], $fromId: [String], $fromTypes: [String], $toId: [String], $toTypes: [String], $relationship_type: [String], $filters: FilterGroup, $first: Int, $after: ID, $orderBy: StixCoreRelationshipsOrdering, $orderMode: OrderingMode, $search: String) {
  stixCoreRelationships(fromOrToId: $fromOrToId, elementWithTargetTypes: $elementWithTargetTypes, fromId: $fromId, fromTypes: $fromTypes, toId: $toId, toTypes: $toTypes, relationship_type: $relationship_type, filters: $filters, first: $first, after: $after, orderBy: $orderBy, orderMode: $orderMode, search: $search) {
    edges { node { ${RELATIONSHIP_FIELDS} } }
    ${PAGE_INFO}
  }
}`;
const LIST_IDS = `query StixObjectOrStixRelationships($filters: FilterGroup, $search: String, $first: Int, $after: ID) {
  stixObjectOrStixRelationships(filters: $filters, search: $search, first: $first, after: $after) {
    edges { node {
      ... on BasicObject { id standard_id }
      ... on BasicRelationship { id standard_id }
      ... on StixObject { x_opencti_stix_ids }
    } }
    ${PAGE_INFO}
  }
}`;
const STIX = 'query StixQuery($id: String!) { stix(id: $id) }';

/** Ids that are looked up in one request. */
const LOOKUP_SIZE = 500;

/** The entities and relationships that OpenCTI holds. An id may be of any kind: internal or STIX. */
export class Entities {
  constructor(private readonly queries: PlatformQueries) {}

  /** @returns undefined when there is none, or the user may not see it */
  async read(id: string, options?: QueryOptions): Promise<PlatformEntity | undefined> {
    const data = await this.queries.query(READ, { id }, options);
    const node = AnswerReader.of('StixCoreObject', data).objectIfAny('stixCoreObject');

    return node && readEntity(node);
  }

  /**
   * An entity or relationship as STIX 2.1, with OpenCTI's extensions.
   *
   * @returns undefined when there is none, or the user may not see it
   * @throws PlatformError `PLATFORM_ANSWER` when it is no STIX object
   */
  async toStix(id: string, options?: QueryOptions): Promise<StixObject | undefined> {
    const data = await this.queries.query(STIX, { id }, options);
    const text = AnswerReader.of('StixQuery', data).textIfAny('stix');

    return text ? readStix(text) : undefined;
  }

  /** The entities that match, page by page; the next page is asked for when it is pulled. */
  list(options: EntityListOptions = {}): AsyncIterable<ListPage<PlatformEntity>> {
    const { types, filters, search, orderBy, orderMode, ...rest } = options;
    const variables = { types, filters, search, orderBy, orderMode };
    const query = { document: LIST, root: 'stixCoreObjects', variables, read: readEntity };

    return listPages(this.queries, query, rest);
  }

  /** The relationships that match, page by page; the next page is asked for when it is pulled. */
  listRelationships(
    options: RelationshipListOptions = {},
  ): AsyncIterable<ListPage<PlatformRelationship>> {
    const { of, otherEndTypes, from, fromTypes, to, toTypes, types, ...more } = options;
    const { filters, search, orderBy, orderMode, ...rest } = more;
    const query = {
      document: LIST_RELATIONSHIPS,
      root: 'stixCoreRelationships',
      variables: {
        fromOrToId: of,
        elementWithTargetTypes: otherEndTypes,
        fromId: from,
        fromTypes,
        toId: to,
        toTypes,
        relationship_type: types,
        ...{ filters, search, orderBy, orderMode },
      },
      read: readRelationship,
    };

    return listPages(this.queries, query, rest);
  }

  /**
   * Looks up many entities, a few hundred a request.
   *
   * @returns those that there are and that the user may see, by the ids that were asked for
   */
  async find(
    ids: Iterable<string>,
    options?: QueryOptions,
  ): Promise<ReadonlyMap<string, PlatformEntity>> {
    const found = new Map<string, PlatformEntity>();
    for (const some of chunksOf(ids)) {
      const asked = new Set(some);
      const filters = where('ids', ...some);
      for await (const { items } of this.list({ filters, ...options })) {
        for (const entity of items) {
          for (const id of idsOf(entity)) if (asked.has(id)) found.set(id, entity);
        }
      }
    }

    return found;
  }

  /**
   * Looks up which of many ids lead somewhere: to an entity, a marking, a label, a relationship.
   *
   * @returns those that do, for this user
   */
  async exists(ids: Iterable<string>, options?: QueryOptions): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (const some of chunksOf(ids)) {
      const asked = new Set(some);
      const query = {
        document: LIST_IDS,
        root: 'stixObjectOrStixRelationships',
        variables: { filters: where('ids', ...some), search: null },
        read: readIds,
      };
      for await (const { items } of listPages(this.queries, query, options)) {
        for (const id of items.flat()) if (asked.has(id)) found.add(id);
      }
    }

    return found;
  }
}

function idsOf({ id, standardId, stixIds }: PlatformEntity): string[] {
  return [id, standardId, ...stixIds];
}

function readIds(node: AnswerReader): string[] {
  return [node.text('id'), node.text('standard_id'), ...node.texts('x_opencti_stix_ids')];
}

function* chunksOf(ids: Iterable<string>): Generator<string[]> {
  const all = [...new Set(ids)];
  for (let at = 0; at < all.length; at += LOOKUP_SIZE) yield all.slice(at, at + LOOKUP_SIZE);
}

function readStix(text: string): StixObject {
  const stix = parsed(text);
  const answer = AnswerReader.of('StixQuery', stix);
  answer.text('id');
  answer.text('type');

  return stix as StixObject;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const facts = { operation: 'StixQuery', path: 'stix', expected: 'STIX as JSON', got: 'a text' };
    throw new PlatformError('PLATFORM_ANSWER', facts);
  }
}
