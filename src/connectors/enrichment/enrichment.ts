import type { ObservableInput } from 'rxjs';
import { Injectable, type Constructor } from '../../injection/index.js';
import type { EntityGroup, EntityName, StixObject, StixOf } from '../../stix/index.js';
import { appendDeclaration } from '../declaration.js';
import type { EnrichmentOptions } from './enrichment-options.js';
import type { EnrichmentRequest } from './enrichment-request.js';

/**
 * The shape that {@link Enrichment} asks of its class: `enrich`, if there is one, takes the entities
 * of the scope.
 */
export type EnrichMethods<Scope extends EntityName | EntityGroup> = object & {
  /** See {@link Enricher.enrich}. */
  readonly enrich?: (
    request: EnrichmentRequest<StixOf<Scope> & StixObject>,
  ) => ObservableInput<StixObject | readonly StixObject[]>;
};

/**
 * Marks the class of a connector that adds to entities what it knows about them: when a user asks,
 * by itself when entities are created or changed, or as a step of a playbook. Its handlers are
 * either one method `enrich` (see {@link Enricher}) for the `scope`, or methods marked `@Enrich`.
 *
 * ```ts
 * @Enrichment({ name: 'Whois', maxTlp: 'TLP:AMBER', concurrency: 4 })
 * export class Whois {
 *   constructor(private readonly client: WhoisClient) {}
 *
 *   @Enrich('IPv4-Addr')
 *   address({ entity }: EnrichmentRequest<IPv4Addr>) {
 *     return this.client.announcer(entity.value);
 *   }
 * }
 * ```
 *
 * A request is acknowledged when its result is confirmed by the broker and reported in its work.
 * Delivery is *at least once*: after a crash the request comes again.
 *
 * The class is injectable without a further decorator. Its options and handlers are checked when the
 * connector starts.
 *
 * @see OpenCTI's connector type `INTERNAL_ENRICHMENT`.
 */
export function Enrichment<const Scope extends EntityName | EntityGroup = never>(
  options: EnrichmentOptions<Scope> = {},
): (target: Constructor<EnrichMethods<NoInfer<Scope>>>) => void {
  return target => {
    Injectable()(target);
    appendDeclaration(target, { kind: 'INTERNAL_ENRICHMENT', options });
  };
}
