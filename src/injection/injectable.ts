import type { Constructor } from './constructor.js';
import { copyConstructorMetadata } from './constructor-metadata.js';
import { injectable } from './tsyringe.js';

const INJECTABLE = Symbol('octiflow.injectable');

/**
 * Marks a class that others may ask for in their constructors. It is built when first needed, once
 * per connector: all who ask in one connector share the instance, two connectors never do.
 *
 * ```ts
 * @Injectable()
 * export class KevClient {
 *   constructor(private readonly config: KevConfig, private readonly http: Http) {}
 * }
 * ```
 *
 * Import the classes of the parameters themselves: `import type` leaves nothing to inject. If the
 * class has a method `dispose()`, it is called when the connector stops, after those of the classes
 * that use it.
 */
export function Injectable(): (target: Constructor) => void {
  return target => {
    copyConstructorMetadata(target);
    injectable()(target);
    Reflect.defineMetadata(INJECTABLE, true, target);
  };
}

/** Whether a value is a class that is itself marked, not only its parent. */
export function isInjectable(value: unknown): value is Constructor {
  return typeof value === 'function' && Reflect.hasOwnMetadata(INJECTABLE, value);
}
