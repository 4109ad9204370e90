import { OnBatch, Stream, type HttpReply, type StreamEvent } from 'octiflow';
import type { Observable } from 'rxjs';
import { WebhookClient } from './webhook.client.js';

/** Sends the events of a live stream to a webhook, up to a hundred in one request. */
@Stream({ name: 'OpenCTI Webhook Stream Connector', scope: ['webhook'] })
export class WebhookBatch {
  constructor(private readonly client: WebhookClient) {}

  @OnBatch({ size: 100, within: 'PT5S' })
  deliver(events: readonly StreamEvent[]): Observable<HttpReply> {
    return this.client.many(events);
  }
}
