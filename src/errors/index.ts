export { ConnectorError, type ErrorOptions } from './connector-error.js';
export {
  RetryableError,
  SkippableError,
  FatalError,
  type AuthorErrorOptions,
} from './author-errors.js';
export {
  BundleError,
  ConfigError,
  DeclarationError,
  HttpError,
  InjectionError,
  PlatformError,
  RequestError,
  StreamError,
  SandboxError,
  TransportError,
  UsageError,
} from './room-errors.js';
export { UnexpectedError, asConnectorError } from './as-connector-error.js';
export { ERROR_TABLE, type CodeOf, type ErrorCode, type FactsOf } from './table.js';
export type { CodeEntry, Facts } from './code-entry.js';
export type { ExitCode, Recovery } from './recovery.js';
