import { TransportError } from '../../errors/index.js';
import type { Bundle } from '../../stix/index.js';
import type { Envelope, Outbox, SendReceipt } from '../../transport/index.js';
import type { Metrics } from './metrics.js';

/** Counts what goes through an outbox, and what of it is safe when a send fails. */
export class MeteredOutbox implements Outbox {
  readonly protocol: Outbox['protocol'];
  readonly countsExpectations: boolean;

  constructor(
    private readonly outbox: Outbox,
    private readonly metrics: Metrics,
  ) {
    this.protocol = outbox.protocol;
    this.countsExpectations = outbox.countsExpectations;
  }

  async send(
    bundles: readonly Bundle[],
    envelope: Envelope,
    signal?: AbortSignal,
  ): Promise<SendReceipt> {
    try {
      const receipt = await this.outbox.send(bundles, envelope, signal);
      this.metrics.add('bundles_sent_total', bundles.length);
      this.metrics.add('records_sent_total', receipt.confirmed);
      this.metrics.add('sent_bytes_total', receipt.bytes);
      this.metrics.add('republished_total', receipt.republished);

      return receipt;
    } catch (error) {
      if (error instanceof TransportError) this.countSafe(error.details, envelope);
      throw error;
    }
  }

  close(): Promise<void> {
    return this.outbox.close();
  }

  /** Which groups the objects were in nobody knows. */
  private countSafe(details: object, { noSplit }: Envelope): void {
    const confirmed = 'confirmed' in details ? Number(details.confirmed) : 0;
    this.metrics.add('records_sent_total', confirmed);
    if (!noSplit) this.metrics.add('bundles_sent_total', confirmed);
  }
}
