import type { ObservableInput } from 'rxjs';
import type { EntityGroup, EntityName, StixObject, StixOf } from '../../stix/index.js';
import { appendHandler } from '../handler-declaration.js';
import type { EnrichmentRequest } from './enrichment-request.js';

/** A method that {@link Enrich} marks: it takes the entities that are named. See {@link Enricher.enrich}. */
export type EnrichHandler<Name extends EntityName | EntityGroup> = (
  request: EnrichmentRequest<StixOf<Name> & StixObject>,
) => ObservableInput<StixObject | readonly StixObject[]>;

/**
 * Marks the method of an `@Enrichment` class that enriches the entities it names, as OpenCTI spells
 * them. Its request is typed by the name, so a wrong name or a wrong type does not compile. Stacked,
 * or with several names, it means "also". A group such as `'Stix-Cyber-Observable'` stands for all of
 * its entities but those that another method names itself.
 *
 * ```ts
 * @Enrich('IPv4-Addr', 'IPv6-Addr')
 * address({ entity }: EnrichmentRequest<IPv4Addr | IPv6Addr>): Observable<StixObject> {
 *   return this.client.announcer(entity.value);
 * }
 * ```
 */
export function Enrich<Name extends EntityName | EntityGroup>(
  ...names: readonly [Name, ...Name[]]
): <Handler extends EnrichHandler<NoInfer<Name>>>(
  target: object,
  method: string | symbol,
  descriptor: TypedPropertyDescriptor<Handler>,
) => void {
  return (target, method) => appendHandler(target, { decorator: '@Enrich', of: names, method });
}
