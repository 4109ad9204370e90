import type { Token } from '../injection/index.js';
import type { Profile } from '../sandbox/index.js';
import type { Bundle, StixObject } from '../stix/index.js';
import type { ScriptedSource } from './scripted-source.js';

/**
 * Settings by section and name, as in `config.yml`; names may be written as the properties of the
 * settings class: `{ cisa: { catalogUrl: '…' }, connector: { scope: 'report' } }`.
 */
export type BenchSettings = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

/** How a connector is put on the bench. Everything may be left out. */
export interface BenchOptions {
  /** The operator's settings; a function when they depend on where the source listens. */
  readonly settings?:
    BenchSettings | ((bench: { readonly source: ScriptedSource }) => BenchSettings);
  /** The operator's variables; they go before the settings. */
  readonly env?: Readonly<Record<string, string>>;
  /**
   * What is injected in place of what would be built, by the class or name that asks for it:
   * `[[AlphaClient, fakeClient]]`.
   */
  readonly provide?: Iterable<readonly [token: Token, value: unknown]>;
  /** What OpenCTI knows already. */
  readonly load?: Bundle | readonly StixObject[];
  /** Which line of OpenCTI is played. Default `6.9`. */
  readonly profile?: Profile;
  /**
   * URL of a RabbitMQ that everything goes through, as with a real OpenCTI; give the connector an id
   * of its own then. Default: through {@link queues}, without a broker.
   */
  readonly amqp?: string;
  /**
   * Where the queues are when there is no RabbitMQ: in the sandbox, over AMQP (`embedded`, the default),
   * or `http`, where the connector pushes and is posted to.
   */
  readonly queues?: 'embedded' | 'http';
  /** The moment at which the clock stands. Default 2026-01-01T00:00:00Z. */
  readonly now?: Date | string;
  /** Id of the connector in OpenCTI. Default: one that is always the same. */
  readonly connectorId?: string;
}
