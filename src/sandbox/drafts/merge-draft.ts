import { deleteObject } from '../knowledge/delete-object.js';
import type { PlatformState } from '../operations/operation.js';
import type { User } from '../users/user.js';
import type { WorkRecord } from '../works/work-record.js';

/** Id of the connector that stands for the platform itself. @see OpenCTI `connector/draftValidation.ts` */
export const DRAFT_VALIDATION_ID = 'b6d4d2f0-2f5e-4ac1-9cb1-9c4c1ffb5b49';

/** What carrying a draft over takes of the platform. */
export type MergeSurroundings = Pick<PlatformState, 'drafts' | 'ingestion' | 'works' | 'now'> & {
  readonly user: Pick<User, 'id'>;
};

/**
 * Validates a draft: its changes become live, in the order they were made, and its removals too. The
 * work it gives back is done when it resolves.
 *
 * @throws PlatformRefusal `FUNCTIONAL_ERROR` for a draft that is not there or not open
 */
export async function mergeDraft(
  draftId: string,
  { drafts, ingestion, works, now, user }: MergeSurroundings,
): Promise<WorkRecord> {
  const draft = drafts.validate(draftId);
  const knowledge = draft.knowledge.live;
  const target = { knowledge, origin: { userId: user.id } };
  const work = works.add({
    connectorId: DRAFT_VALIDATION_ID,
    connectorType: 'INTERNAL_IMPORT_FILE',
    name: `Draft validation ${draft.name}`,
    userId: user.id,
    draftId,
  });
  const changes = draft.knowledge.changes();
  works.expect(work.id, changes.length);

  for (const stored of changes) {
    const { object, isUnlisted } = stored;
    // A label or reference of which objects hold copies: nothing changed that anybody is told of.
    if (isUnlisted) knowledge.put(stored);
    const outcome = await ingestion.import(object, target);
    const error = outcome.kind === 'done' ? null : { error: outcome.kind, source: object.id };
    works.report(work.id, error);
  }
  for (const { internalId } of draft.knowledge.removed()) {
    const change = deleteObject(knowledge, internalId, now().toISOString());
    if (change) await ingestion.tell(change, target);
  }
  works.process(work.id, 'Draft validated', false);

  return work;
}
