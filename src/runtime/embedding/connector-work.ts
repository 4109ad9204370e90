/**
 * A work that a program opened: what OpenCTI's users see of what it sends, with its progress and
 * errors. Close it when everything is sent; an open one stays in progress for ever.
 */
export interface ConnectorWork {
  /** Id of the work in OpenCTI. */
  readonly id: string;
  /** What OpenCTI's users see. */
  readonly name: string;
  /**
   * Closes the work as done, after the sends that are in progress. Over the API queue protocol it
   * then waits until OpenCTI's worker has taken over what was sent, at most five minutes.
   *
   * @param message what OpenCTI's users see, such as `2,000 objects from feed.json`.
   * @param signal gives up that waiting; the work then stays in progress until OpenCTI tidies it up.
   */
  done(message: string, signal?: AbortSignal): Promise<void>;
  /**
   * Closes the work in error: its users see what went wrong, and what to do about it. What was
   * announced and not sent is reported, so that the work ends.
   */
  failed(error: unknown, signal?: AbortSignal): Promise<void>;
}
