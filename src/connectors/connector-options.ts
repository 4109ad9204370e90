import type { StixObject } from '../stix/index.js';
import type { FromSettings } from './from-settings.js';

/** What the decorators of all kinds of connectors take. Everything here is a default. */
export interface ConnectorOptions {
  /**
   * What operators see, at least 2 characters. Default: the name of the class, split into words.
   * `CONNECTOR_NAME` overrides it.
   */
  readonly name?: string;
  /**
   * What the connector is about, as OpenCTI spells it: entity types (`'vulnerability'`) or MIME
   * types; a list, or text with commas. Default: `['not-applicable']`. `CONNECTOR_SCOPE` overrides it.
   */
  readonly scope?: string | readonly string[];
  /**
   * Author of every object that names none: an identity, or how to make it from the settings. It is
   * sent along with the objects. Default: no author.
   */
  readonly author?: FromSettings<StixObject | undefined>;
  /**
   * Markings of every object that carries none: marking definitions, or how to make them from the
   * settings. They are sent along with the objects. Default: no markings.
   */
  readonly markings?: FromSettings<StixObject | readonly StixObject[] | undefined>;
  /** Version of the connector, shown in OpenCTI 7. Default: none. */
  readonly version?: string;
}
