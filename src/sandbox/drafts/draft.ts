import type { DraftKnowledge } from '../knowledge/draft-knowledge.js';

/** A draft workspace: changes that are kept apart until somebody validates them. */
export interface Draft {
  readonly id: string;
  readonly name: string;
  /** Internal id of the entity it is about; null for none. */
  readonly entityId: string | null;
  readonly status: 'open' | 'validated';
  readonly creatorId: string;
  /** ISO time. */
  readonly createdAt: string;
  /** What is seen in it. */
  readonly knowledge: DraftKnowledge;
}
