import type { ObservableInput } from 'rxjs';
import type { StixObject } from '../../stix/index.js';
import type { EnrichmentRequest } from './enrichment-request.js';

/**
 * What a class marked `@Enrichment` with a scope does: add to an entity what it knows about it. One
 * method answers for the whole scope. With several kinds of entities, leave the scope out and mark
 * one method for each with `@Enrich`.
 *
 * ```ts
 * @Enrichment({ name: 'EPSS', scope: 'Vulnerability' })
 * export class Epss implements Enricher<Vulnerability> {
 *   constructor(private readonly client: EpssClient) {}
 *
 *   async enrich({ entity }: EnrichmentRequest<Vulnerability>) {
 *     const score = await this.client.score(entity.name);
 *     return score === undefined ? [] : [{ ...entity, x_opencti_epss_score: score }];
 *   }
 * }
 * ```
 *
 * @typeParam T the entities of the scope, as STIX.
 */
export interface Enricher<T extends StixObject = StixObject> {
  /**
   * Gives what is to be added: objects, relationships, the entity itself with more in it. An array,
   * a promise, a generator, an Observable; nothing at all is fine too.
   *
   * Called once a request, and again when it is tried again; with `concurrency` above 1, for several
   * requests at once. Completing ends the request: what was emitted goes to OpenCTI together with
   * the entity, and only then the request is acknowledged. Author and markings are added to what
   * carries none.
   *
   * Throw a `SkippableError` when there is nothing to say about this entity: the user reads the
   * reason, and it counts as done. Throw a `RetryableError` for "not now". A `FatalError` ends the
   * connector after this request, and leaves later ones in the queue. Anything else ends this
   * request in error.
   */
  enrich(request: EnrichmentRequest<T>): ObservableInput<StixObject | readonly StixObject[]>;
}
