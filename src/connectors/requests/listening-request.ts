import type { Logger } from '../../injection/index.js';
import type { RequestContext } from './request-context.js';
import type { RequestPlatform } from './request-platform.js';

/** What every request brings along, whatever its kind. Nothing of it outlives the request. */
export interface ListeningRequest {
  /** Who asks, and where the result belongs. */
  readonly context: RequestContext;
  /** OpenCTI, in the name of who asks. */
  readonly platform: RequestPlatform;
  /**
   * Aborts when the result is no longer wanted, such as when the connector has to stop. A handler
   * that waits for something of its own passes it on; what it returns is unsubscribed anyway.
   */
  readonly signal: AbortSignal;
  /** The connector's log; every line names the request. */
  readonly log: Logger;

  /**
   * Tells the user something about the result: `request.note('nothing is known about it')`. Shown
   * in the work. The first 20 are kept.
   */
  note(this: void, text: string): void;
}
