import type { ListeningOptions, TlpOptions } from '../requests/listening-options.js';

/** What `@ImportFile` takes. Everything is a default that the operator may override. */
export interface ImportFileOptions extends Omit<ListeningOptions, 'scope'>, TlpOptions {
  /**
   * Whether files are imported by themselves when they are uploaded. Default: false.
   * `CONNECTOR_AUTO` overrides it.
   */
  readonly auto?: boolean;
  /**
   * Whether the connector is offered only for files of an entity. Default: false.
   * `CONNECTOR_ONLY_CONTEXTUAL` overrides it.
   */
  readonly onlyContextual?: boolean;
  /**
   * Whether what a file of a container becomes (a report, a case, a grouping …) is put into the
   * container. Default: true.
   */
  readonly fillContainer?: boolean;
  /**
   * Objects that are sent at once, 1 or more. The handler is asked for more when they are safe on
   * the queue, so this is what a file of any size needs in memory. Default: 1 000.
   */
  readonly batchSize?: number;
}
