/** A file the platform keeps; its bytes are elsewhere. */
export interface StoredFile {
  /** The storage key, such as `import/global/report.pdf`; clients call it the id. */
  readonly id: string;
  /** The name as it was given, in its original case. */
  readonly name: string;
  /** Bytes. */
  readonly size: number;
  readonly mimeType: string;
  /** ISO time of the upload. */
  readonly lastModified: string;
  /** What the uploader calls the version, an ISO time; null when nothing was said. */
  readonly version: string | null;
  /** Internal ids of the markings of the file. */
  readonly markings: readonly string[];
  /** Internal id of the entity it belongs to; null for none. */
  readonly entityId: string | null;
  /** Id of the user who uploaded it. */
  readonly creatorId: string;
  readonly labels: readonly string[];
  /** What a list export was filtered by, as the connector said it. */
  readonly listFilters: string | null;
  /** Set on the result of an analysis. */
  readonly analysis: FileAnalysis | null;
}

/** What a result of an analysis is about. */
export interface FileAnalysis {
  readonly contentSource: string;
  readonly contentType: string;
  readonly analysisType: string;
}
