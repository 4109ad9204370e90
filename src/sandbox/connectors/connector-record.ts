/** What a connector says of itself when it registers. */
export interface ConnectorInput {
  readonly id: string;
  readonly name: string;
  /** `EXTERNAL_IMPORT`, `INTERNAL_ENRICHMENT` and so on. */
  readonly type: string;
  readonly scope: readonly string[];
  readonly auto: boolean | null;
  readonly autoUpdate: boolean | null;
  readonly enrichmentResolution: string | null;
  readonly onlyContextual: boolean | null;
  readonly playbookCompatible: boolean;
  readonly listenCallbackUri: string | null;
  /** The last three exist in the 7.x line only. */
  readonly xtmOneIntent: string | null;
  readonly version: string | null;
  readonly slug: string | null;
}

/** How a connector runs, as its pings tell. */
export interface ConnectorInfo {
  readonly run_and_terminate: boolean;
  readonly buffering: boolean;
  /** Megabytes. */
  readonly queue_threshold: number;
  /** Megabytes. */
  readonly queue_messages_size: number;
  readonly next_run_datetime: string | null;
  readonly last_run_datetime: string | null;
}

/** A connector as the platform keeps it. Records are never changed in place. */
export interface ConnectorRecord extends ConnectorInput {
  /** Owner: whose token registered it last. */
  readonly userId: string;
  /** Opaque text, as last sent; null when nothing was ever sent, empty after a reset. */
  readonly state: string | null;
  /** A reset was asked for and not yet seen by the connector. */
  readonly stateReset: boolean;
  readonly stateTimestamp: string;
  readonly info: ConnectorInfo | null;
  readonly priorityGroup: string;
  /** Filter group, as JSON text, of the entities it is started on; null for all. */
  readonly triggerFilters: string | null;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly lastSeenAt: string;
}

/** Priority group of a connector that nobody changed. */
export const PRIORITY_GROUP = 'DEFAULT';
