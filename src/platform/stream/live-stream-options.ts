/** Which live stream is followed, and what of it. */
export interface LiveStreamOptions {
  /**
   * Id of a live stream that was set up in OpenCTI, or `live` for one without filters. Left out, or
   * `raw`: every event as it was stored, without dependencies and recovery.
   */
  readonly streamId?: string;
  /** Whether deletions are sent. Default: true. */
  readonly listenDelete?: boolean;
  /** Whether the relationships of what is sent are left out. Default: true. */
  readonly noDependencies?: boolean;
  /** Whether what inference rules made is sent. Default: false. */
  readonly withInferences?: boolean;
  /** Most characters of one event. Default: 64 million. */
  readonly maxCharacters?: number;
  /** Milliseconds without a byte, while bytes are asked for, after which it is opened again. Default 45,000. */
  readonly idleMs?: number;
}

/** Where the reading of a live stream begins. */
export interface StreamStart {
  /** Position after which it begins, `<milliseconds>-<number>`; `0-0` for the beginning. */
  readonly from: string;
  /**
   * ISO 8601 moment up to which it is first brought up to date from what OpenCTI has stored, since
   * its stream does not go back for ever. Undefined for not at all.
   */
  readonly recover?: string;
}
