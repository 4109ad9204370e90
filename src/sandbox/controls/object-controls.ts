import { SandboxError } from '../../errors/index.js';
import { mergeDraft } from '../drafts/merge-draft.js';
import { deleteObject } from '../knowledge/delete-object.js';
import type { PlatformState } from '../operations/operation.js';
import { ADMINISTRATOR } from '../users/user.js';

/**
 * Deletes an object, and the relationships that hang on it.
 *
 * @throws SandboxError `SANDBOX_NOT_FOUND`
 */
export async function deleteKnown(id: string, state: PlatformState): Promise<void> {
  const { knowledge, ingestion, now } = state;
  const change = deleteObject(knowledge, id, now().toISOString());
  if (!change) throw new SandboxError('SANDBOX_NOT_FOUND', { kind: 'object', id });

  await ingestion.tell(change, { knowledge, origin: { userId: ADMINISTRATOR.id } });
}

/**
 * Validates a draft.
 *
 * @throws SandboxError `SANDBOX_NOT_FOUND` for a draft that is not there or not open
 */
export async function validateOpenDraft(id: string, state: PlatformState): Promise<void> {
  const { drafts, ingestion, works, now } = state;
  if (!drafts.open(id)) throw new SandboxError('SANDBOX_NOT_FOUND', { kind: 'draft', id });

  await mergeDraft(id, { drafts, ingestion, works, now, user: ADMINISTRATOR });
}

/**
 * Deletes a draft, whatever its state.
 *
 * @throws SandboxError `SANDBOX_NOT_FOUND`
 */
export function deleteAnyDraft(id: string, { drafts }: PlatformState): void {
  if (!drafts.get(id)) throw new SandboxError('SANDBOX_NOT_FOUND', { kind: 'draft', id });
  drafts.delete(id);
}
