import type { HttpReply } from '../http-reply.js';

/**
 * A page of a source, ready to be handed to the runtime: an importer may give it on as it is.
 *
 * @typeParam Item one item, as the source gives it
 * @typeParam Position where pages begin; a plain object, to be kept in a bookmark
 */
export interface HttpPage<Item, Position, Body = unknown> {
  readonly items: readonly Item[];
  /** Where to go on once this page is safe; an empty object when there is no more, to begin anew. */
  readonly bookmark: Position;
  /** Whether there are more pages. */
  readonly more: boolean;
  /** The parsed JSON around the items, unchecked. */
  readonly body: Body;
  readonly reply: HttpReply;
}
