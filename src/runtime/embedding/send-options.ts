import type { DroppedObject } from '../../stix/index.js';
import type { ConnectorWork } from './connector-work.js';

/** How a program sends; the words are those of pycti's `send_stix2_bundle`. */
export interface SendOptions {
  /** Work that counts what is sent. Default: none; then OpenCTI shows nothing of it. */
  readonly work?: ConnectorWork;
  /**
   * Whether references to objects that are not sent along are taken out, and with them relationships
   * that lead nowhere. Default: false; OpenCTI then looks for the objects among those it has. Not
   * for a stream, of which nobody knows what is still to come.
   */
  readonly cleanup?: boolean;
  /** Passed on to OpenCTI's worker. Default: false over AMQP; over the API protocol it is always true. */
  readonly update?: boolean;
  /** STIX types that OpenCTI's worker keeps; the others are dropped. Default: all are kept. */
  readonly entitiesTypes?: readonly string[];
  /** Version of the event that the objects come from. Default: none. */
  readonly eventVersion?: string;
  /** Draft that takes the data instead of the knowledge base. Default: none. */
  readonly draftId?: string;
  /**
   * Where people look at the data before it becomes knowledge: a `workbench` takes it as a file, a
   * `draft` of its own is made for each work. Default: none, or what OpenCTI's version is used to
   * when `CONNECTOR_VALIDATE_BEFORE_IMPORT` is set. With `draftId` it is in a draft already.
   */
  readonly validationMode?: 'workbench' | 'draft';
  /** Gives up what is not confirmed yet. */
  readonly signal?: AbortSignal;
  /** Told of each object that OpenCTI would refuse, and why. Default: the log is told. */
  readonly onDropped?: (object: DroppedObject) => void;
}

/** What a completed send did. */
export interface SendOutcome {
  /** Objects that are safe on OpenCTI's queue, or in the workbench. */
  readonly objects: number;
  /** Objects that OpenCTI would refuse; they were left out. */
  readonly dropped: number;
  /** The draft that took them, if one did. */
  readonly draftId?: string;
  /** The file of the workbench that took them, if one did. */
  readonly workbench?: string;
}
