import { OnBatch, Stream, type StreamEvent } from 'octiflow';
import { EMPTY, type Observable } from 'rxjs';
import { TaxiiPostClient } from './taxii-post.client.js';
import { TaxiiPostConverter } from './taxii-post.converter.js';

/** Adds what is created and changed in a live stream to a collection of a TAXII server. */
@Stream({ name: 'TAXII POST', scope: ['taxii'] })
export class TaxiiPost {
  constructor(
    private readonly client: TaxiiPostClient,
    private readonly converter: TaxiiPostConverter,
  ) {}

  // A collection keeps versions and takes none back, so deletions have no place in it.
  @OnBatch({ size: 100, within: 'PT5S', types: ['create', 'update', 'merge'], split: true })
  post(events: readonly StreamEvent[]): Observable<unknown> {
    const objects = this.converter.toObjects(events);

    return objects.length > 0 ? this.client.add(objects, events[0]?.signal) : EMPTY;
  }
}
