import type { AnswerReader } from './answer-reader.js';

/** A marking of OpenCTI, such as a TLP. */
export interface Marking {
  /** Internal id. */
  readonly id: string;
  /** STIX id, such as `marking-definition--…`. */
  readonly standardId: string;
  /** Such as `TLP`. */
  readonly type: string;
  /** Such as `TLP:AMBER`. */
  readonly definition: string;
  /** Higher is stricter, among those of one type. */
  readonly order: number;
  /** Such as `#ffffff`; null when it has none. */
  readonly color: string | null;
}

/** What is asked about a marking. */
export const MARKING_FIELDS =
  'id standard_id definition_type definition x_opencti_order x_opencti_color';

/** Reads one. */
export function readMarking(node: AnswerReader): Marking {
  return {
    id: node.text('id'),
    standardId: node.text('standard_id'),
    type: node.textIfAny('definition_type') ?? '',
    definition: node.textIfAny('definition') ?? '',
    order: node.countIfAny('x_opencti_order'),
    color: node.textIfAny('x_opencti_color'),
  };
}
