import { entitiesOf } from '../../stix/index.js';
import { entityTypeOf } from '../knowledge/entity-type.js';
import { texts } from '../knowledge/stix-record.js';
import type { StoredObject } from '../knowledge/stored-object.js';
import { connectionOf, wholeConnection } from '../operations/connection.js';
import type { EntitySurroundings } from './entity-surroundings.js';

type Node = Readonly<Record<string, unknown>>;
type ToNode = (stored: StoredObject, surroundings: EntitySurroundings) => Node;

/**
 * The fields of an entity that lead to others: the ends of a relationship, what a container holds and
 * which containers hold it, what indicates it.
 */
export function neighbourFields(
  stored: StoredObject,
  surroundings: EntitySurroundings,
  toNode: ToNode,
): Node {
  const { object } = stored;
  const { knowledge } = surroundings;
  const nodeAt = (ref: unknown) => () => {
    const end = typeof ref === 'string' ? knowledge.find(ref) : undefined;
    return end ? toNode(end, surroundings) : null;
  };
  const fields = {
    ...containerFields(stored, surroundings, toNode),
    ...basedOnFields(stored, surroundings, toNode),
    dataSource: nodeAt(object.x_mitre_data_source_ref),
  };

  if (object.type === 'relationship') {
    return { ...fields, from: nodeAt(object.source_ref), to: nodeAt(object.target_ref) };
  }
  if (object.type !== 'sighting') return fields;

  return {
    ...fields,
    relationship_type: entityTypeOf(object),
    from: nodeAt(object.sighting_of_ref),
    to: nodeAt(texts(object.where_sighted_refs)[0]),
    x_opencti_negative: object.x_opencti_negative ?? false,
    attribute_count: object.count ?? 1,
  };
}

function containerFields(
  { object }: StoredObject,
  surroundings: EntitySurroundings,
  toNode: ToNode,
): Node {
  const { knowledge } = surroundings;
  const holding = (group: string) => (): unknown => {
    const names: readonly string[] = entitiesOf(group);
    const containers = [...knowledge.referringTo(object.id)].filter(
      other =>
        names.includes(entityTypeOf(other.object)) &&
        texts(other.object.object_refs).includes(object.id),
    );
    return wholeConnection(containers.map(container => toNode(container, surroundings)));
  };
  const held = (args: Node): unknown => {
    const refs = texts(object.object_refs).flatMap(ref => knowledge.find(ref) ?? []);
    const all = args.all === true ? { first: refs.length } : args;
    return connectionOf(refs, all, one => toNode(one, surroundings));
  };

  return {
    ...(Array.isArray(object.object_refs) && { objects: held }),
    reports: holding('Report'),
    notes: holding('Note'),
    opinions: holding('Opinion'),
    observedData: holding('Observed-Data'),
    groupings: holding('Grouping'),
    cases: holding('Case'),
    containers: holding('Container'),
  };
}

/** An indicator is based on observables; the platform shows both ways. */
function basedOnFields(
  { object }: StoredObject,
  surroundings: EntitySurroundings,
  toNode: ToNode,
): Node {
  const { knowledge } = surroundings;
  const along = (from: 'source_ref' | 'target_ref', to: 'source_ref' | 'target_ref') => () => {
    const ends = [...knowledge.referringTo(object.id)]
      .map(other => other.object)
      .filter(link => link.relationship_type === 'based-on' && link[from] === object.id)
      .flatMap(link => knowledge.find(String(link[to])) ?? []);
    return wholeConnection(ends.map(end => toNode(end, surroundings)));
  };

  return {
    observables: along('source_ref', 'target_ref'),
    indicators: along('target_ref', 'source_ref'),
  };
}
