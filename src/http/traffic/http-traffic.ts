import { Injectable } from '../../injection/index.js';
import type { OpenAnswer } from '../exchange.js';
import type { Outgoing } from '../outgoing.js';

/**
 * What stands between every {@link Http} of a connector and the network. This one lets everything
 * through; provide a `TrafficRecorder` or a `TrafficReplayer` in its place to keep the traffic of
 * the sources, or to answer from what was kept.
 */
@Injectable()
export class HttpTraffic {
  /** Whether answers come from the source itself: limits and the circuit breaker are for that. */
  readonly isLive: boolean = true;

  /**
   * Gives the answer to one request on the wire, retries and redirects included.
   *
   * @param _request with its credentials
   * @param send sends it
   */
  answer(_request: Outgoing, send: () => Promise<OpenAnswer>): Promise<OpenAnswer> {
    return send();
  }
}
