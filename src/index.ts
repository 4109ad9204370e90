import 'reflect-metadata';

// Connectors: what a class is, and what it does.
export {
  Accepts,
  Analysis,
  Enrich,
  Enrichment,
  ExportFile,
  ExternalImport,
  ImportFile,
  Produces,
  type AcceptsHandler,
  type Analyser,
  type AnalysisMatch,
  type AnalysisMethods,
  type AnalysisOptions,
  type AnalysisRequest,
  type BookmarkClass,
  type ConnectorOptions,
  type CsvOptions,
  type EnrichHandler,
  type EnrichMethods,
  type Enricher,
  type EnrichmentOptions,
  type EnrichmentRequest,
  type ExportFileOptions,
  type ExportRequest,
  type ExternalImportOptions,
  type Filter,
  type FilterGroup,
  type FromSettings,
  type ImportFileOptions,
  type ImportMethods,
  type ImportedFile,
  type Importer,
  type LineOptions,
  type ListView,
  type ListeningOptions,
  type ListeningRequest,
  type MimeType,
  type Page,
  type PlaybookStep,
  type ProducesHandler,
  type ReadableFile,
  type RequestContext,
  type RequestPlatform,
  type SettingsReader,
  type TextOptions,
  type TlpOptions,
  type WholeFileOptions,
} from './connectors/index.js';

// Settings: declared by the author, set by the operator.
export {
  Config,
  Duration,
  IsDuration,
  IsPositiveDuration,
  IsTlp,
  NetworkSettings,
  Secret,
  Setting,
  type PositiveDurationOptions,
  type SettingDeprecation,
  type SettingOptions,
  type SettingType,
} from './config/index.js';

// What a constructor may ask for.
export {
  Clock,
  Inject,
  Injectable,
  Logger,
  delay,
  type AbstractConstructor,
  type Constructor,
  type Delayed,
  type LogFacts,
  type Token,
} from './injection/index.js';
export {
  Http,
  HttpBody,
  HttpReply,
  type HttpOptions,
  type HttpTimeouts,
  type QueryValue,
  type ReplyVersion,
} from './http/index.js';

// STIX: the whole of it is in `octiflow/stix`.
export {
  Stix,
  isTlp,
  isWithinTlp,
  papMarking,
  pattern,
  statementMarking,
  stixId,
  tlpMarking,
  type Bundle,
  type Pap,
  type StixObject,
  type StixOf,
  type Tlp,
} from './stix/index.js';

// Errors to throw, and to catch.
export {
  BundleError,
  ConfigError,
  ConnectorError,
  DeclarationError,
  FatalError,
  HttpError,
  InjectionError,
  PlatformError,
  RequestError,
  RetryableError,
  SkippableError,
  TransportError,
  UnexpectedError,
  type AuthorErrorOptions,
  type CodeEntry,
  type CodeOf,
  type ErrorCode,
  type ErrorOptions,
  type ExitCode,
  type Facts,
  type FactsOf,
  type Recovery,
} from './errors/index.js';

// Connectors inside of a program of your own.
export {
  openConnector,
  startConnector,
  type ConnectorLine,
  type ConnectorOutcome,
  type ConnectorReport,
  type ConnectorWork,
  type EmbeddingOptions,
  type OpenOptions,
  type OpenedConnector,
  type Outcome,
  type ReportedError,
  type RunReport,
  type RunningConnector,
  type SendOptions,
  type SendOutcome,
  type Sendable,
  type StartOptions,
} from './runtime/index.js';

// Rx that respects back-pressure.
export { pump, type PumpOptions } from './runtime/index.js';
export { VERSION } from './version.js';
