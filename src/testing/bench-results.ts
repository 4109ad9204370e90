import type { ConnectorError } from '../errors/index.js';
import type { RequestReport, RunReport, StreamReport } from '../runtime/index.js';
import type {
  EnrichmentAskOptions,
  ExportRequest,
  ImportRequest,
  PlaybookStep,
  StoredFile,
  UploadOptions,
  WorkView,
} from '../sandbox/index.js';
import type { Bundle, StixObject } from '../stix/index.js';
import type { SentBundle } from './sent-bundles.js';

/** What a connector sent. */
export interface Sent {
  /** The bundles, whole, in their order. */
  readonly bundles: readonly SentBundle[];
  /** Their objects, each as it was sent last. */
  readonly objects: readonly StixObject[];
}

/** What one run of an import came to. */
export interface ImportResult extends Sent {
  readonly report: RunReport;
  /** What ended the run, if it failed. */
  readonly error?: ConnectorError;
  /** The bookmark that OpenCTI keeps after it. */
  readonly bookmark: unknown;
}

/** What became of the events of a stream. */
export interface StreamResult {
  readonly report: StreamReport;
  /** What ended the connector, if it failed. */
  readonly error?: ConnectorError;
  /** The position that OpenCTI keeps after it. */
  readonly bookmark: unknown;
}

/** What became of a request. */
export interface RequestResult extends Sent {
  readonly report: RequestReport;
  /** The work, as OpenCTI shows it afterwards. */
  readonly work: WorkView;
}

/** What became of an import of a file. */
export interface FileImportResult extends RequestResult {
  /** The file that was uploaded. */
  readonly file: StoredFile;
  /** The workbench that the objects wait in: the bundle of its file. */
  readonly workbench?: Bundle;
}

/** What became of an export. */
export interface ExportResult extends RequestResult {
  /** The file that was made; undefined when it failed. */
  readonly file?: StoredFile;
  /** Its content; empty when it failed. */
  readonly bytes: Buffer;
  /** Its content as UTF-8 text. */
  readonly text: string;
}

/** What became of an analysis. */
export interface AnalysisResult extends RequestResult {
  /** Ids of entities, by the text that means them; undefined when it failed. */
  readonly matches?: Readonly<Record<string, string>>;
}

/** What a step of a playbook was answered with. */
export interface PlaybookResult {
  readonly report: RequestReport;
  readonly step: PlaybookStep;
  /** The objects that came back. */
  readonly objects: readonly StixObject[];
}

/** How the import of a file is asked for. */
export interface FileImportOptions
  extends UploadOptions, Omit<ImportRequest, 'connectorId' | 'entityId'> {}

/** How an enrichment is asked for. */
export type EnrichOptions = EnrichmentAskOptions;

/** How an export is asked for; without entity and selection, of a list. */
export type ExportOptions = Omit<ExportRequest, 'connectorId' | 'format'>;

/** What is analysed. */
export interface AnalyseOptions {
  /** A file of the entity, in place of its fields. */
  readonly file?: {
    readonly name: string;
    readonly mimeType: string;
    readonly content: Uint8Array | string;
  };
}
