import type { ObservableInput } from 'rxjs';
import type { EntityGroup, EntityName, StixObject, StixOf } from '../../stix/index.js';
import { appendHandler } from '../handler-declaration.js';
import type { StreamEvent, StreamEventType } from './stream-event.js';

/** What a handler of events may give: it is done when this is. Values are not looked at. */
export type StreamOutput = ObservableInput<unknown> | void;

/** A method that {@link On} marks: it takes the entities that are named. */
export type StreamHandler<Name extends EntityName | EntityGroup> = (
  event: StreamEvent<[Name] extends [never] ? StixObject : StixOf<Name> & StixObject>,
) => StreamOutput;

/**
 * Marks the method of a `@Stream` class that handles events of a type, of the entities it names as
 * OpenCTI spells them; without names, of all entities. Its event is typed by the names, so a wrong
 * name or a wrong type does not compile. Stacked it means "also".
 *
 * Each event goes to one method: one that names its entity beats one that names a group such as
 * `'Stix-Cyber-Observable'`, which beats one that names none. What no method handles is passed over.
 *
 * ```ts
 * @On('create', 'IPv4-Addr', 'IPv6-Addr')
 * address({ entity }: StreamEvent<IPv4Addr | IPv6Addr>): Observable<unknown> {
 *   return this.client.add(entity.value);
 * }
 * ```
 */
export function On<Name extends EntityName | EntityGroup = never>(
  type: StreamEventType,
  ...names: readonly Name[]
): <Handler extends StreamHandler<NoInfer<Name>>>(
  target: object,
  method: string | symbol,
  descriptor: TypedPropertyDescriptor<Handler>,
) => void {
  return (target, method) =>
    appendHandler(target, { decorator: '@On', of: [{ type, names }], method });
}
