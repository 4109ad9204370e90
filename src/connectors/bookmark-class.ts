/**
 * The class of a connector's bookmarks. It describes the state that is saved in OpenCTI: what is
 * read back is checked against its class-validator decorators, so that a state somebody edited, or
 * an older version wrote, is refused and not misread. Make at least one property required: with
 * optional ones only, any object passes for an empty bookmark. A property of type `Date` is saved as
 * ISO 8601 text and read back as a `Date`.
 *
 * ```ts
 * export class KevBookmark {
 *   @IsISO8601() readonly since!: string;
 *
 *   // The state of the Python connector that this one replaces.
 *   static from(state: unknown): KevBookmark | undefined {
 *     const { last_run: seconds } = state as { last_run?: number };
 *     return seconds === undefined ? undefined : { since: new Date(seconds * 1000).toISOString() };
 *   }
 * }
 * ```
 *
 * @typeParam Bookmark what the class describes; a plain object of that shape will do.
 */
export interface BookmarkClass<Bookmark> {
  /** Called without arguments, once at start and once for each state that is read. */
  new (): Bookmark;
  /**
   * Reads a state that another program wrote, such as the Python connector of the same id. Asked
   * first, with the parsed JSON object as it is saved; undefined means "not one of those", and the
   * state is read as a bookmark.
   */
  from?(state: unknown): Bookmark | undefined;
}
