import { AnswerReader } from './answer-reader.js';
import { cutText } from './cut-text.js';
import type { PlatformQueries, QueryOptions } from './platform-call.js';

/** How a draft is made. */
export interface NewDraft {
  /** Shown to OpenCTI's users; cut to 1,000 characters. */
  readonly name: string;
  /** Internal id of the entity that it is about. */
  readonly entityId?: string;
}

const ADD = `mutation draftWorkspaceAdd($input: DraftWorkspaceAddInput!) {
  draftWorkspaceAdd(input: $input) { id }
}`;

const MAX_NAME = 1_000;

/**
 * The drafts of OpenCTI: places where people look at data before it becomes knowledge. What goes
 * into a draft carries its id (`RequestContext.draftId`, `Envelope.draftId`); `Work.attachDraft`
 * links it to a work.
 */
export class Drafts {
  constructor(private readonly queries: PlatformQueries) {}

  /**
   * Makes a draft. Not repeated when the answer is lost: that would leave an empty one.
   *
   * @returns its internal id
   */
  async create({ name, entityId }: NewDraft, options?: QueryOptions): Promise<string> {
    const input = { name: cutText(name, MAX_NAME), entity_id: entityId };
    // A draft is made outside of any draft.
    const context = { ...options?.context, draftId: null };
    const data = await this.queries.query(ADD, { input }, { ...options, context });

    return AnswerReader.of('draftWorkspaceAdd', data).object('draftWorkspaceAdd').text('id');
  }
}
