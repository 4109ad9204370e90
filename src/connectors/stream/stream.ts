import { Injectable, type Constructor } from '../../injection/index.js';
import { appendDeclaration } from '../declaration.js';
import type { StreamConnectorOptions } from './stream-connector-options.js';

/**
 * Marks the class of a connector that follows a live stream of OpenCTI: it is told of everything that
 * is created, updated, deleted or merged, and passes it on. Its handlers are methods marked `@On`, or
 * one method marked `@OnBatch`.
 *
 * ```ts
 * @Stream({ name: 'Firewall', concurrency: 4 })
 * export class Firewall {
 *   constructor(private readonly rules: RuleClient) {}
 *
 *   @On('create', 'Indicator')
 *   @On('update', 'Indicator')
 *   block({ entity }: StreamEvent<Indicator>) {
 *     return this.rules.block(entity.id, entity.pattern);
 *   }
 *
 *   @On('delete', 'Indicator')
 *   allow({ entityId }: StreamEvent<Indicator>) {
 *     return this.rules.allow(entityId);
 *   }
 * }
 * ```
 *
 * An event is done when what its handler returned is: a promise that resolves, an Observable that
 * completes, an iterable that ends. Delivery is *at least once*, in order for each entity: after a
 * crash the stream goes on with the first event that was not done.
 *
 * The class is injectable without a further decorator. Its options and handlers are checked when the
 * connector starts.
 *
 * @see OpenCTI's connector type `STREAM`.
 */
export function Stream(options: StreamConnectorOptions = {}): (target: Constructor) => void {
  return target => {
    Injectable()(target);
    appendDeclaration(target, { kind: 'STREAM', options });
  };
}
