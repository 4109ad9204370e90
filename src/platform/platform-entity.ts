import type { AnswerReader } from './answer-reader.js';
import { LABEL_FIELDS, readLabel, type Label } from './label.js';
import { MARKING_FIELDS, readMarking, type Marking } from './marking.js';

/**
 * What OpenCTI knows about an entity in general, whatever its type. For all of it ask for its STIX
 * (`entities.toStix`), or write your own query.
 */
export interface PlatformEntity {
  /** Internal id. */
  readonly id: string;
  /** STIX id that OpenCTI made. */
  readonly standardId: string;
  /** Other STIX ids that it goes by. */
  readonly stixIds: readonly string[];
  /** As OpenCTI spells it, such as `IPv4-Addr`. */
  readonly type: string;
  /** The types above it, such as `Stix-Cyber-Observable`. */
  readonly parentTypes: readonly string[];
  /** What it is shown as; null when OpenCTI does not tell. */
  readonly name: string | null;
  /** ISO date of its creation in OpenCTI. */
  readonly createdAt: string | null;
  /** ISO date of its last change in OpenCTI. */
  readonly updatedAt: string | null;
  /** Who it is from. */
  readonly author?: EntityAuthor;
  readonly markings: readonly Marking[];
  readonly labels: readonly Label[];
}

/** The author of an entity. */
export interface EntityAuthor {
  /** Internal id. */
  readonly id: string;
  /** STIX id. */
  readonly standardId: string;
  readonly name: string | null;
}

/** What is asked about an entity. */
export const ENTITY_FIELDS = `
  id standard_id x_opencti_stix_ids entity_type parent_types created_at updated_at
  representative { main }
  createdBy { id standard_id name }
  objectMarking { ${MARKING_FIELDS} }
  objectLabel { ${LABEL_FIELDS} }
`;

/** Reads one. */
export function readEntity(node: AnswerReader): PlatformEntity {
  const author = node.objectIfAny('createdBy');

  return {
    id: node.text('id'),
    standardId: node.text('standard_id'),
    stixIds: node.texts('x_opencti_stix_ids'),
    type: node.text('entity_type'),
    parentTypes: node.texts('parent_types'),
    name: node.objectIfAny('representative')?.textIfAny('main') ?? null,
    createdAt: node.textIfAny('created_at'),
    updatedAt: node.textIfAny('updated_at'),
    ...(author && { author: readAuthor(author) }),
    markings: node.objects('objectMarking').map(readMarking),
    labels: node.objects('objectLabel').map(readLabel),
  };
}

function readAuthor(node: AnswerReader): EntityAuthor {
  const id = node.text('id');

  return { id, standardId: node.text('standard_id'), name: node.textIfAny('name') };
}
