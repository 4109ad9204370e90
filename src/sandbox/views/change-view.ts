import type { ChangeOrigin } from '../ingestion/change-origin.js';
import { entityTypeOf } from '../knowledge/entity-type.js';
import { subjectOf, type KnowledgeChange } from '../knowledge/knowledge-change.js';
import { labelOf } from '../knowledge/stix-record.js';

/** A change of the knowledge as the sandbox tells of it. */
export interface ChangeView {
  readonly change: KnowledgeChange['kind'];
  /** Standard id of the object. */
  readonly id: string;
  /** Its STIX type. */
  readonly type: string;
  /** What OpenCTI calls it, such as `IPv4-Addr`, or the type of a relationship. */
  readonly entityType: string;
  /** Its name, value or closest thing to it. */
  readonly name: string;
  /** Id of the draft it was made in; null for live. */
  readonly draft: string | null;
}

/** Shows a change. */
export function changeView(change: KnowledgeChange, { draftId }: ChangeOrigin): ChangeView {
  const { object } = subjectOf(change);

  return {
    change: change.kind,
    id: object.id,
    type: object.type,
    entityType: entityTypeOf(object),
    name: labelOf(object),
    draft: draftId ?? null,
  };
}
