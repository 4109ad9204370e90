import type { ObservableInput } from 'rxjs';
import type { HandlerBlueprint } from '../../connectors/index.js';
import { RequestError } from '../../errors/index.js';

/** A method of a connector's instance that handles requests of one kind. */
export interface Handler<Request, Value> {
  /** As its author knows it: `Whois.address`. */
  readonly where: string;
  call(request: Request): ObservableInput<Value | readonly Value[]>;
}

/** Finds the method of a connector that handles an entity or a MIME type; capitals do not count. */
export class Handlers<Request, Value> {
  private readonly methods: ReadonlyMap<string, string | symbol>;

  constructor(
    private readonly connector: object,
    private readonly blueprints: readonly HandlerBlueprint[],
  ) {
    this.methods = new Map(blueprints.map(({ of, method }) => [of.toLowerCase(), method]));
  }

  /** @throws RequestError `REQUEST_NO_HANDLER` */
  of(name: string): Handler<Request, Value> {
    const method = this.methods.get(name.toLowerCase());
    if (method !== undefined) return handlerOf(this.connector, method);

    const handled = this.blueprints.map(({ of }) => of);
    throw new RequestError('REQUEST_NO_HANDLER', { of: name, handled });
  }
}

/** A method of a connector's instance, by its name. */
export function handlerOf<Request, Value>(
  connector: object,
  method: string | symbol,
): Handler<Request, Value> {
  const methods = connector as Record<
    string | symbol,
    (request: Request) => ObservableInput<Value | readonly Value[]>
  >;

  return {
    where: `${connector.constructor.name}.${String(method)}`,
    // Looked up at the call, so that a method keeps its instance and may be replaced in tests.
    call: request => methods[method]?.(request) as ObservableInput<Value | readonly Value[]>,
  };
}
