import type { Logger } from '../injection/index.js';
import type { Parcel } from './parcel.js';
import type { InboundRequest } from './read-request.js';

/** One delivery of a request. */
export interface Arrival {
  readonly request: InboundRequest;
  readonly parcel: Parcel;
  readonly receivedAt: Date;
  /** Whether the request may have been worked on before, by whomever. */
  readonly mayBeRepeated: boolean;
  /** Earlier deliveries that this process can't account for. */
  readonly unexplained: number;
  readonly log: Logger;
}
