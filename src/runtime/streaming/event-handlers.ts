import type {
  BatchBlueprint,
  StreamBlueprint,
  StreamEvent,
  StreamEventType,
} from '../../connectors/index.js';
import { entityNameOf } from '../../stix/index.js';
import { handlerCompletion } from './handler-completion.js';

/** A method of a connector that takes events. */
export interface EventHandler {
  /** As its author knows it: `Firewall.block`. */
  readonly where: string;
  /** Calls it; gives a promise when it takes longer. */
  handle(events: readonly StreamEvent[], signal: AbortSignal): Promise<void> | undefined;
}

/** Finds the method of a connector for an event. */
export class EventHandlers {
  /** How events are gathered, if they are. */
  readonly batch: BatchBlueprint | undefined;
  private readonly methods = new Map<string, EventHandler>();
  private readonly batchTypes: ReadonlySet<StreamEventType>;
  private readonly batchHandler: EventHandler | undefined;

  constructor(
    private readonly connector: object,
    { handlers, batch }: Pick<StreamBlueprint, 'handlers' | 'batch'>,
  ) {
    this.batch = batch;
    this.batchTypes = new Set(batch?.types);
    this.batchHandler = batch && this.handlerOf(batch.method, true);
    for (const { type, of, method } of handlers) {
      this.methods.set(`${type} ${of ?? '*'}`, this.handlerOf(method, false));
    }
  }

  /** The method for an event; undefined when it is passed over. */
  of(event: StreamEvent): EventHandler | undefined {
    const { type } = event;
    if (this.batchHandler) return this.batchTypes.has(type) ? this.batchHandler : undefined;
    const entity = entityNameOf(event.entity);
    const exact = entity === undefined ? undefined : this.methods.get(`${type} ${entity}`);

    return exact ?? this.methods.get(`${type} *`);
  }

  private handlerOf(method: string | symbol, takesMany: boolean): EventHandler {
    const methods = this.connector as Record<string | symbol, (given: unknown) => unknown>;
    const where = `${this.connector.constructor.name}.${String(method)}`;

    return {
      where,
      // Looked up at the call, so that a method keeps its instance and may be replaced in tests.
      handle: (events, signal) =>
        handlerCompletion(methods[method]?.(takesMany ? events : events[0]), where, signal),
    };
  }
}
