export { ExternalImport, type ImportMethods } from './external-import.js';
export type { ExternalImportOptions } from './external-import-options.js';
export type { Importer } from './importer.js';
export { Enrichment, type EnrichMethods } from './enrichment/enrichment.js';
export type { EnrichmentOptions } from './enrichment/enrichment-options.js';
export type { Enricher } from './enrichment/enricher.js';
export { Enrich, type EnrichHandler } from './enrichment/enrich.js';
export type { EnrichmentRequest } from './enrichment/enrichment-request.js';
export { ImportFile } from './import-file/import-file.js';
export type { ImportFileOptions } from './import-file/import-file-options.js';
export { Accepts, type AcceptsHandler } from './import-file/accepts.js';
export type { ImportedFile } from './import-file/imported-file.js';
export { ExportFile, type ExportFileOptions } from './export-file/export-file.js';
export { Produces, type ProducesHandler } from './export-file/produces.js';
export type { ExportRequest, ListView } from './export-file/export-request.js';
export type { Filter, FilterGroup } from './export-file/filter-group.js';
export { Analysis, type AnalysisMethods, type AnalysisOptions } from './analysis/analysis.js';
export type { Analyser, AnalysisMatch } from './analysis/analyser.js';
export type { AnalysisRequest } from './analysis/analysis-request.js';
export { Stream } from './stream/stream.js';
export type { StreamConnectorOptions } from './stream/stream-connector-options.js';
export { On, type StreamHandler, type StreamOutput } from './stream/on.js';
export { OnBatch, type BatchHandler, type BatchOptions } from './stream/on-batch.js';
export type {
  FieldChange,
  StreamEvent,
  StreamEventCause,
  StreamEventType,
  StreamOrigin,
} from './stream/stream-event.js';
export type {
  BatchBlueprint,
  StreamBlueprint,
  StreamHandlerBlueprint,
} from './stream/stream-blueprint.js';
export type { ListeningOptions, TlpOptions } from './requests/listening-options.js';
export type { ListeningRequest } from './requests/listening-request.js';
export type { PlaybookStep, RequestContext } from './requests/request-context.js';
export type { RequestPlatform } from './requests/request-platform.js';
export type {
  CsvOptions,
  LineOptions,
  ReadableFile,
  TextOptions,
  WholeFileOptions,
} from './requests/readable-file.js';
export { mimeTypeOf, type MimeType } from './mime-type.js';
export type { Page } from './page.js';
export type { BookmarkClass } from './bookmark-class.js';
export type { ConnectorOptions } from './connector-options.js';
export { fromSettings, type FromSettings, type SettingsReader } from './from-settings.js';
export type { ConnectorKind } from './connector-kind.js';
export { connectorKindOf, explore, isConnectorClass } from './explore.js';
export { foreignCopyOf } from './declaration.js';
export type {
  Blueprint,
  ConnectorBlueprint,
  ExternalImportBlueprint,
} from './connector-blueprint.js';
export type {
  AnalysisBlueprint,
  EnrichmentBlueprint,
  ExportFileBlueprint,
  ImportFileBlueprint,
  ListeningBlueprint,
  RequestBlueprint,
} from './listening-blueprint.js';
export type { HandlerBlueprint } from './explore-handlers.js';
export { readBookmark } from './read-bookmark.js';
export { writeBookmark, type JsonObject, type JsonValue } from './write-bookmark.js';
