import type {
  FieldChange,
  StreamEvent,
  StreamEventCause,
  StreamEventType,
  StreamOrigin,
} from '../../connectors/index.js';
import { StreamError } from '../../errors/index.js';
import type { Logger } from '../../injection/index.js';
import { positionMs } from '../../platform/index.js';
import {
  OPENCTI_EXTENSION,
  applyPatch,
  entityNameOf,
  type PatchOperation,
  type StixObject,
} from '../../stix/index.js';

type Members = Readonly<Record<string, unknown>>;

/** An event of a live stream before it is read. */
export interface EventText {
  readonly id: string | undefined;
  readonly name: string;
  readonly text: string;
  readonly isTooLarge?: boolean;
}

/** What an event is given beside its own data. */
export interface EventSurroundings {
  readonly signal: AbortSignal;
  readonly log: Logger;
}

const NOTHING: readonly never[] = Object.freeze([]);
const TYPES: ReadonlySet<unknown> = new Set(['create', 'update', 'delete', 'merge']);

/**
 * An event as its handler sees it. What costs something is worked out when it is looked at.
 */
export class DeliveredEvent implements StreamEvent {
  readonly id: string;
  readonly type: StreamEventType;
  readonly text: string;
  readonly payload: Members;
  readonly entity: StixObject;
  readonly touches = (path: string): boolean =>
    this.patch.some(one => one.path === path || one.path.startsWith(`${path}/`));
  attempt = 1;
  private before: { readonly value: StixObject | undefined } | undefined;

  private constructor(
    { id, name, text }: EventText,
    payload: Members,
    entity: StixObject,
    private readonly surroundings: EventSurroundings,
  ) {
    this.id = id ?? '';
    this.type = name as StreamEventType;
    this.text = text;
    this.payload = payload;
    this.entity = entity;
  }

  /** @throws StreamError `STREAM_EVENT_MALFORMED` */
  static read(message: EventText, surroundings: EventSurroundings): DeliveredEvent {
    if (message.isTooLarge) throw malformed(message, 'it is too large');
    const payload = parsed(message);
    if (!isMembers(payload)) throw malformed(message, 'it is no JSON object');
    const data = payload['data'];
    if (!isMembers(data)) throw malformed(message, 'it holds no object');
    if (!isText(data['id']) || !isText(data['type'])) {
      throw malformed(message, 'its object has no id and type');
    }

    return new DeliveredEvent(message, payload, data as unknown as StixObject, surroundings);
  }

  /** What tells this event's entities from others: events that share a key keep their order. */
  get keys(): readonly string[] {
    const { entityId, internalId } = this;
    const own = internalId === undefined ? [entityId] : [entityId, internalId];
    if (this.type !== 'merge') return own;

    return [...new Set([...own, ...this.sources.map(({ id }) => id)])];
  }

  get at(): Date {
    return new Date(positionMs(this.id));
  }

  get change(): StreamEventType {
    const { type } = this.payload;

    return TYPES.has(type) ? (type as StreamEventType) : this.type;
  }

  get cause(): StreamEventCause {
    if (this.payload['type'] === undefined) {
      return this.origin.referer === 'init-create' ? 'recovered' : 'dependency';
    }
    if (this.change === this.type) return 'change';

    return this.type === 'delete' ? 'left' : 'entered';
  }

  get entityId(): string {
    return this.entity.id;
  }

  get internalId(): string | undefined {
    const { id } = this.extension;

    return isText(id) ? id : undefined;
  }

  get entityType(): string {
    const { type } = this.extension;
    if (isText(type)) return type;

    return entityNameOf(this.entity) ?? this.entity.type;
  }

  get previous(): StixObject | undefined {
    this.before ??= { value: this.worked() };

    return this.before.value;
  }

  get patch(): readonly PatchOperation[] {
    return operations(this.context['patch']);
  }

  get reversePatch(): readonly PatchOperation[] {
    return operations(this.context['reverse_patch']);
  }

  get changes(): readonly FieldChange[] {
    const { changes } = this.context;
    if (!Array.isArray(changes)) return NOTHING;

    return (changes as unknown[]).filter(isMembers) as unknown as FieldChange[];
  }

  get sources(): readonly StixObject[] {
    const { sources } = this.context;
    if (!Array.isArray(sources)) return NOTHING;

    const members = (sources as unknown[]).filter(isMembers);

    return members.filter(one => isText(one['id'])) as unknown as StixObject[];
  }

  get message(): string {
    const { message } = this.payload;

    return isText(message) ? message : '';
  }

  get origin(): StreamOrigin {
    const { origin } = this.payload;

    return isMembers(origin) ? origin : {};
  }

  get signal(): AbortSignal {
    return this.surroundings.signal;
  }

  get log(): Logger {
    return this.surroundings.log.child({ event: this.id, type: this.type, entity: this.entityId });
  }

  private worked(): StixObject | undefined {
    const { reversePatch } = this;

    return reversePatch.length === 0 ? undefined : applyPatch(this.entity, reversePatch);
  }

  private get context(): Members {
    const { context } = this.payload;

    return isMembers(context) ? context : {};
  }

  private get extension(): Members {
    const { extensions } = this.entity as unknown as Members;
    const own = isMembers(extensions) ? extensions[OPENCTI_EXTENSION] : undefined;

    return isMembers(own) ? own : {};
  }
}

function parsed(message: EventText): unknown {
  try {
    return JSON.parse(message.text) as unknown;
  } catch {
    // What the parser throws quotes the event, so it is not kept as a cause.
    throw malformed(message, 'it is no JSON');
  }
}

function malformed({ id }: EventText, reason: string): StreamError {
  return new StreamError('STREAM_EVENT_MALFORMED', { event: id, reason });
}

function operations(value: unknown): readonly PatchOperation[] {
  if (!Array.isArray(value)) return NOTHING;
  const members = (value as unknown[]).filter(isMembers);

  return members.filter(one => typeof one['path'] === 'string') as unknown as PatchOperation[];
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== '';
}
