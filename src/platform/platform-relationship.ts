import type { AnswerReader } from './answer-reader.js';

/** What OpenCTI knows about a relationship in general. */
export interface PlatformRelationship {
  /** Internal id. */
  readonly id: string;
  /** STIX id that OpenCTI made. */
  readonly standardId: string;
  /** Such as `uses`. */
  readonly type: string;
  /** Where it comes from; undefined when the user may not see that. */
  readonly from?: RelationshipEnd;
  /** Where it leads; undefined when the user may not see that. */
  readonly to?: RelationshipEnd;
}

/** One end of a relationship. */
export interface RelationshipEnd {
  /** Internal id. */
  readonly id: string;
  /** As OpenCTI spells it, such as `Malware`. */
  readonly type: string;
}

const END = `{
  ... on BasicObject { id entity_type }
  ... on BasicRelationship { id entity_type }
}`;

/** What is asked about a relationship. */
export const RELATIONSHIP_FIELDS = `id standard_id relationship_type from ${END} to ${END}`;

/** Reads one. */
export function readRelationship(node: AnswerReader): PlatformRelationship {
  const from = readEnd(node.objectIfAny('from'));
  const to = readEnd(node.objectIfAny('to'));

  return {
    id: node.text('id'),
    standardId: node.text('standard_id'),
    type: node.text('relationship_type'),
    ...(from && { from }),
    ...(to && { to }),
  };
}

function readEnd(node: AnswerReader | undefined): RelationshipEnd | undefined {
  return node && { id: node.text('id'), type: node.text('entity_type') };
}
