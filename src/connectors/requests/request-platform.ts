import type { StixObject } from '../../stix/index.js';

/**
 * OpenCTI, asked for one request: in the name of who asks and in the request's draft. What is still
 * under way when the request is given up is aborted. For more than this, ask for a `Platform` in the
 * constructor and take its `forRequest(request.context)`.
 *
 * OpenCTI acts in another user's name only if the connector's own user has BYPASS; else it acts in
 * the connector's.
 */
export interface RequestPlatform {
  /** The entities that OpenCTI holds. */
  readonly entities: {
    /**
     * Reads one object as STIX 2.1, by its STIX id or internal id; undefined when there is none, or
     * none that may be seen.
     *
     * @throws PlatformError
     */
    toStix(id: string): Promise<StixObject | undefined>;
  };

  /** The files that OpenCTI holds. */
  readonly files: {
    /**
     * The bytes of a file, as they arrive: by its key, or by the path that an object names it by.
     *
     * @throws PlatformError while it is read
     */
    read(file: string): AsyncIterable<Uint8Array>;
  };

  /**
   * Sends one GraphQL document and gives the `data` of the answer as it came.
   *
   * ```ts
   * const { report } = await request.platform.query<{ report: { name: string } }>(
   *   'query ($id: String!) { report(id: $id) { name } }',
   *   { id: request.entityId },
   * );
   * ```
   *
   * @throws PlatformError
   */
  query<T = unknown>(document: string, variables?: Readonly<Record<string, unknown>>): Promise<T>;
}
