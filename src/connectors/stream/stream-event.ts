import type { Logger } from '../../injection/index.js';
import type { PatchOperation, StixObject } from '../../stix/index.js';

/** What an event of a live stream tells its follower to do. */
export type StreamEventType = 'create' | 'update' | 'delete' | 'merge';

/**
 * Why an event was sent.
 *
 * - `change`: somebody changed the entity.
 * - `entered`: it was changed so that it now passes the filters of the stream; its type is `create`.
 * - `left`: it was changed so that it no longer passes; its type is `delete`, and it still exists.
 * - `dependency`: another entity of the stream needs it; its type is `create`.
 * - `recovered`: it was there before the stream was followed; its type is `create`.
 */
export type StreamEventCause = 'change' | 'entered' | 'left' | 'dependency' | 'recovered';

/** A member that an update changed, as a person would tell it. Empty lists for what does not apply. */
export interface FieldChange {
  /** Label of the member, such as `Confidence`. */
  readonly field: string;
  readonly previous: readonly string[];
  readonly new: readonly string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** Who and what caused a change, as far as OpenCTI tells. Dependencies tell only `referer`. */
export interface StreamOrigin {
  /** Internal id of the user who made the change. */
  readonly user_id?: string;
  /** Internal id of the user in whose name it was made. */
  readonly applicant_id?: string;
  readonly playbook_id?: string;
  readonly referer?: string;
  readonly [member: string]: unknown;
}

/**
 * An event of a live stream. It may come more than once, with the same {@link StreamEvent.entity}:
 * make what you do with it repeatable.
 *
 * @typeParam T the entity, as STIX: what the handler's `@On` names.
 * @see OpenCTI `opencti-graphql/src/database/stream/stream-handler.ts`
 */
export interface StreamEvent<T extends StixObject = StixObject> {
  /** Position in the stream, `<milliseconds>-<number>`. Several events may share one. */
  readonly id: string;
  /** When it happened, by its position. */
  readonly at: Date;
  /**
   * What to do: for something that leaves the stream `delete`, for something that enters it
   * `create`. What took place in OpenCTI is {@link StreamEvent.change}.
   */
  readonly type: StreamEventType;
  /** Why it was sent. */
  readonly cause: StreamEventCause;
  /** What took place in OpenCTI; differs from `type` when `cause` is `entered` or `left`. */
  readonly change: StreamEventType;
  /** The entity after the change; of a `delete` as it was last. */
  readonly entity: T;
  /** STIX id of the entity. */
  readonly entityId: string;
  /** Internal id of the entity in OpenCTI: unlike the STIX id it never changes. */
  readonly internalId: string | undefined;
  /** What the entity is to OpenCTI, such as `IPv4-Addr`, or the name of a relationship. */
  readonly entityType: string;
  /**
   * The entity before an update or a merge, worked out from the reverse patch at the first look;
   * undefined where there is no such patch, as for `create` and `delete`.
   *
   * @throws BundleError `BUNDLE_PATCH` when the patch does not fit the entity
   */
  readonly previous: T | undefined;
  /** The change as a JSON Patch, from before to after. Empty unless it is an update or a merge. */
  readonly patch: readonly PatchOperation[];
  /** The change undone: from after to before. */
  readonly reversePatch: readonly PatchOperation[];
  /** What an update changed, for people. */
  readonly changes: readonly FieldChange[];
  /** The entities that a merge absorbed, as they were. Their own deletion may come as well. */
  readonly sources: readonly StixObject[];
  /** What OpenCTI says of the change, such as "replaces `90` in `Score`". */
  readonly message: string;
  readonly origin: StreamOrigin;
  /** Tries so far, this one included; 1 at first. */
  readonly attempt: number;
  /** The `data` of the event as it came. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** The same as text, to the byte as OpenCTI sent it: for those who pass it on. */
  readonly text: string;
  /** Aborts when the connector has to stop and will not wait longer. */
  readonly signal: AbortSignal;
  /** The connector's log; every line names the event. */
  readonly log: Logger;

  /**
   * Whether the change touched a member of the entity, or something in it:
   * `event.touches('/confidence')`. False for `create` and `delete`.
   *
   * @param path a JSON Pointer
   */
  touches(this: void, path: string): boolean;
}
