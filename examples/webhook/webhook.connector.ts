import { On, Stream, type HttpReply, type StreamEvent } from 'octiflow';
import type { Observable } from 'rxjs';
import { WebhookClient } from './webhook.client.js';

/** Sends every event of a live stream to a webhook, those of one entity one after the other. */
@Stream({
  name: 'OpenCTI Webhook Stream Connector',
  scope: ['webhook'],
  // How many requests are on their way at once is for the operator to say, see the client.
  concurrency: 100,
})
export class Webhook {
  constructor(private readonly client: WebhookClient) {}

  @On('create')
  @On('update')
  @On('delete')
  @On('merge')
  deliver(event: StreamEvent): Observable<HttpReply> {
    return this.client.one(event);
  }
}
