/** A line of a work's messages or errors. */
export interface WorkLine {
  readonly timestamp: string;
  readonly message: string | null;
  /** What the error is about, usually the object as JSON text. */
  readonly source: string | null;
  readonly sequence: number | null;
}

/** A work as the platform stores it. */
export interface WorkRecord {
  /** `work_{connector id}_{ISO time}`. */
  readonly id: string;
  readonly name: string | null;
  readonly connectorId: string;
  readonly userId: string;
  readonly timestamp: string;
  readonly eventType: string;
  readonly eventSourceId: string;
  readonly isMultiPart: boolean;
  updatedAt: string;
  status: 'wait' | 'progress' | 'complete';
  expected: number;
  receivedTime: string | null;
  processedTime: string | null;
  completedTime: string | null;
  completedNumber: number;
  draftContext: string | null;
  readonly messages: WorkLine[];
  readonly errors: WorkLine[];
}

/**
 * The running figures of a work, which the platform keeps apart from it (in Redis). A work is alive
 * as long as its figures exist; a counter that was never raised is undefined, which is not zero.
 */
export interface WorkFigures {
  expected: number | undefined;
  processed: number | undefined;
  lastProcessed: string | null;
  /** The connector closed a multi-part work before everything was processed. */
  isClosed: boolean;
}
