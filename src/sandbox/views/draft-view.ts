import type { Draft } from '../drafts/draft.js';
import type { Drafts } from '../drafts/drafts.js';
import { objectView, type ObjectView } from './knowledge-view.js';

/** A draft as the sandbox shows it. */
export interface DraftView {
  readonly id: string;
  readonly name: string;
  /** Internal id of the entity it is about; null for none. */
  readonly entityId: string | null;
  readonly status: 'open' | 'validated' | 'deleted';
  /** ISO time. */
  readonly createdAt: string;
  /** What is new or changed in it. */
  readonly objects: readonly ObjectView[];
  /** Standard ids of what it removes. */
  readonly removed: readonly string[];
}

/** Shows a draft, also one that was just deleted. */
export function draftView(draft: Draft, drafts: Drafts): DraftView {
  const { id, name, entityId, status, createdAt, knowledge } = draft;
  const listed = knowledge.changes().filter(({ isUnlisted }) => !isUnlisted);

  return {
    id,
    name,
    entityId,
    status: drafts.get(id) ? status : 'deleted',
    createdAt,
    objects: listed.map(objectView),
    removed: knowledge.removed().map(({ object }) => object.id),
  };
}
