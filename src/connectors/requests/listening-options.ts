import type { Tlp } from '../../stix/index.js';
import type { ConnectorOptions } from '../connector-options.js';
import type { FromSettings } from '../from-settings.js';

/** What the decorators of all connectors that answer requests take. Everything here is a default. */
export interface ListeningOptions extends ConnectorOptions {
  /** Requests worked on at once, 1 or more. Default: 1. They share nothing. */
  readonly concurrency?: number;
  /**
   * Times that a request is tried again after a `RetryableError`, or when OpenCTI, the broker or a
   * source is away; 0 or more. Default: 3. An error that octiflow does not know is not tried again:
   * the mistake would only be repeated.
   */
  readonly retries?: number;
}

/** The option of those kinds that may hand data to somebody else. */
export interface TlpOptions {
  /**
   * The strictest TLP level that may be handled. What is marked higher is refused before the handler
   * sees it, and the user is told. A level, or how to read it from the settings:
   * `settings => settings.get(WhoisConfig).maxTlp`. Default: no limit.
   */
  readonly maxTlp?: FromSettings<Tlp | undefined>;
}
