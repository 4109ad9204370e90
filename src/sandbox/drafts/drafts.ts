import { randomUUID } from 'node:crypto';
import { DraftKnowledge } from '../knowledge/draft-knowledge.js';
import type { Knowledge } from '../knowledge/knowledge.js';
import { PlatformRefusal } from '../platform-refusal.js';
import type { Draft } from './draft.js';

/** What a draft is made with. */
export interface DraftInput {
  readonly name: string;
  readonly entityId: string | null;
  readonly creatorId: string;
}

/** The draft workspaces. @see OpenCTI `modules/draftWorkspace/draftWorkspace-domain.ts` */
export class Drafts {
  readonly #drafts = new Map<string, Draft>();

  constructor(
    private readonly live: Knowledge,
    private readonly now: () => Date,
    private readonly changed: (draft: Draft) => void,
  ) {}

  /** Opens a draft. */
  add(input: DraftInput): Draft {
    return this.#keep({
      ...input,
      id: randomUUID(),
      status: 'open',
      createdAt: this.now().toISOString(),
    });
  }

  /** A draft by id. */
  get(id: string): Draft | undefined {
    return this.#drafts.get(id);
  }

  /** A draft that may be changed; undefined when there is none, or it was validated. */
  open(id: string): Draft | undefined {
    const draft = this.#drafts.get(id);

    return draft?.status === 'open' ? draft : undefined;
  }

  /** All drafts, oldest first. */
  all(): readonly Draft[] {
    return [...this.#drafts.values()];
  }

  /**
   * Closes a draft; its changes are the caller's to carry over.
   *
   * @throws PlatformRefusal `FUNCTIONAL_ERROR` for a draft that is not there or not open
   */
  validate(id: string): Draft {
    const draft = this.#existing(id);
    if (draft.status !== 'open') {
      throw new PlatformRefusal('FUNCTIONAL_ERROR', 'Draft workspace is not open', { id });
    }
    const validated: Draft = { ...draft, status: 'validated' };
    this.#drafts.set(id, validated);
    this.changed(validated);

    return validated;
  }

  /**
   * Forgets a draft and its changes.
   *
   * @throws PlatformRefusal `FUNCTIONAL_ERROR` for a draft that is not there
   */
  delete(id: string): void {
    const draft = this.#existing(id);
    this.#drafts.delete(id);
    this.changed(draft);
  }

  /** Takes back a draft that an earlier sandbox had kept; its changes follow. */
  restore(draft: Omit<Draft, 'knowledge'>): Draft {
    return this.#keep(draft);
  }

  #keep(draft: Omit<Draft, 'knowledge'>): Draft {
    const { id } = draft;
    const knowledge = new DraftKnowledge(this.live, () => {
      const current = this.#drafts.get(id);
      if (current) this.changed(current);
    });
    const kept: Draft = { ...draft, knowledge };
    this.#drafts.set(id, kept);
    this.changed(kept);

    return kept;
  }

  #existing(id: string): Draft {
    const draft = this.#drafts.get(id);
    if (!draft) {
      throw new PlatformRefusal('FUNCTIONAL_ERROR', 'Draft workspace not found', { id });
    }

    return draft;
  }
}
