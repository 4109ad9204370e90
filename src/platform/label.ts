import type { AnswerReader } from './answer-reader.js';

/** A label of OpenCTI. */
export interface Label {
  /** Internal id. */
  readonly id: string;
  readonly value: string;
  /** Such as `#ff8c00`; null when it has none. */
  readonly color: string | null;
}

/** What is asked about a label. */
export const LABEL_FIELDS = 'id value color';

/** Reads one. */
export function readLabel(node: AnswerReader): Label {
  return { id: node.text('id'), value: node.text('value'), color: node.textIfAny('color') };
}
