import { listEntities } from '../entities/list-entities.js';
import { entityTypeOf, isRelationship } from '../knowledge/entity-type.js';
import { labelOf, texts } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import type { Knowledge } from '../knowledge/knowledge.js';

/** An object in a list. */
export interface ObjectRow {
  readonly id: string;
  readonly internalId: string;
  readonly type: string;
  /** What OpenCTI calls it, such as `IPv4-Addr`, or the type of a relationship. */
  readonly entityType: string;
  readonly name: string;
  /** ISO times. */
  readonly createdAt: string;
  readonly updatedAt: string;
}

/** A page of the objects a sandbox holds. */
export interface ObjectPage {
  readonly objects: readonly ObjectRow[];
  /** Number of objects on all pages. */
  readonly total: number;
  /** Number of this page; the first is 1. */
  readonly page: number;
  readonly pageSize: number;
}

/** Which objects are wanted. */
export interface ObjectPageQuery {
  /** Part of a name, alias, value or description. */
  readonly search: string;
  /** An entity, a group of entities or a STIX type; empty for all but relationships. */
  readonly type: string;
  readonly page: number;
  readonly pageSize: number;
}

/** A page of what is held, newest first. */
export function objectPage(query: ObjectPageQuery, knowledge: Knowledge): ObjectPage {
  const { search, type, page, pageSize } = query;
  const found = listed(type, search, knowledge);
  const last = found.length - (page - 1) * pageSize;
  const shown = found.slice(Math.max(last - pageSize, 0), Math.max(last, 0)).reverse();

  return { objects: shown.map(rowOf), total: found.length, page, pageSize };
}

/** An object whole, with what it is linked to. */
export interface ObjectDetails extends ObjectRow {
  /** The object as STIX, as it is stored. */
  readonly object: StoredObject['object'];
  /** Every id it is found under. */
  readonly ids: readonly string[];
  /** Relationships and sightings, each with the object at its other end. */
  readonly relationships: readonly (ObjectRow & {
    readonly isOutgoing: boolean;
    readonly other: ObjectRow | null;
  })[];
  /** What else refers to it, such as reports. */
  readonly mentionedIn: readonly ObjectRow[];
}

/** Links that are shown of one object, and looked at: a busy author has many thousands. */
const MAX_LINKS = 1_000;
const MAX_LOOKED_AT = 20_000;

/** An object whole; undefined when it is not there. */
export function objectDetails(id: string, knowledge: Knowledge): ObjectDetails | undefined {
  const stored = knowledge.find(id);
  if (!stored) return undefined;
  const links: StoredObject[] = [];
  const mentions: StoredObject[] = [];
  let lookedAt = 0;
  for (const other of knowledge.referringTo(stored.object.id)) {
    if ((lookedAt += 1) > MAX_LOOKED_AT) break;
    const list = isLink(other, stored) ? links : mentions;
    if (list.length < MAX_LINKS) list.push(other);
  }

  return {
    ...rowOf(stored),
    object: stored.object,
    ids: [...stored.ids],
    relationships: links.map(link => {
      const [from, to] = endsOf(link);
      const isOutgoing = from === stored.object.id;
      const other = knowledge.find(String(isOutgoing ? to : from));
      return { ...rowOf(link), isOutgoing, other: other ? rowOf(other) : null };
    }),
    mentionedIn: mentions.map(rowOf),
  };
}

/** All but relationships; or what is of an entity, a group of entities, or a STIX type. */
function listed(type: string, search: string, knowledge: Knowledge): readonly StoredObject[] {
  if (type === '' && search === '') {
    return [...knowledge.all()].filter(({ object }) => !isRelationship(object));
  }
  const types = type === '' ? ['Stix-Object'] : [type];
  const found = listEntities({ types, search }, knowledge);
  if (found.length > 0) return found;
  const text = search.toLowerCase();

  return [...knowledge.ofType(type)].filter(({ object }) =>
    labelOf(object).toLowerCase().includes(text),
  );
}

function isLink(other: StoredObject, { object }: StoredObject): boolean {
  return isRelationship(other.object) && endsOf(other).includes(object.id);
}

function endsOf({ object }: StoredObject): readonly unknown[] {
  if (object.type === 'relationship') return [object.source_ref, object.target_ref];

  return [object.sighting_of_ref, texts(object.where_sighted_refs)[0]];
}

function rowOf({ internalId, object, createdAt, updatedAt }: StoredObject): ObjectRow {
  return {
    id: object.id,
    internalId,
    type: object.type,
    entityType: entityTypeOf(object),
    name: labelOf(object),
    createdAt,
    updatedAt,
  };
}
