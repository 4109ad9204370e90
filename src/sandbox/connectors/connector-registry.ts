import type { ProfileRules } from '../profile.js';
import { PlatformRefusal } from '../platform-refusal.js';
import { PRIORITY_GROUP, type ConnectorInput, type ConnectorRecord } from './connector-record.js';

/** A connector that was not heard of for this long is shown as inactive. */
const ACTIVE_MS = 5 * 60 * 1000;

/** The connectors that registered, and the rules their state follows. */
export class ConnectorRegistry {
  readonly #connectors = new Map<string, ConnectorRecord>();

  constructor(
    private readonly rules: ProfileRules,
    private readonly now: () => Date,
    private readonly changed: (connector: ConnectorRecord) => void,
  ) {}

  /** Creates the connector or updates what it says of itself; its state is left as it is. */
  register(input: ConnectorInput, userId: string): ConnectorRecord {
    const now = this.now().toISOString();
    const known = this.#connectors.get(input.id);
    const connector: ConnectorRecord = {
      state: null,
      stateReset: false,
      stateTimestamp: now,
      info: null,
      priorityGroup: PRIORITY_GROUP,
      triggerFilters: null,
      createdAt: now,
      ...known,
      ...input,
      userId,
      updatedAt: now,
      lastSeenAt: now,
    };

    return this.#keep(connector);
  }

  /**
   * The sign of life of a connector, with its state. After a reset the state that comes with the next
   * ping is ignored, once, so that the connector sees the empty one.
   *
   * @throws PlatformRefusal `FUNCTIONAL_ERROR` for an unknown connector
   */
  ping(id: string, state: string | null, info: ConnectorRecord['info']): ConnectorRecord {
    const connector = this.existing(id);
    const now = this.now().toISOString();
    const stateOrReset = connector.stateReset ? { stateReset: false } : { state, updatedAt: now };

    return this.#keep({
      ...connector,
      ...stateOrReset,
      ...(info && { info }),
      lastSeenAt: now,
    });
  }

  /** Empties the state; the queues are the caller's to purge. */
  reset(id: string): ConnectorRecord {
    const connector = this.existing(id);

    return this.#keep({
      ...connector,
      state: '',
      stateReset: true,
      stateTimestamp: this.now().toISOString(),
    });
  }

  /** Says on which entities the connector is started by itself; null for all. */
  setTriggerFilters(id: string, triggerFilters: string | null): ConnectorRecord {
    return this.#keep({ ...this.existing(id), triggerFilters });
  }

  /** Forgets the connector. */
  delete(id: string): void {
    const connector = this.existing(id);
    this.#connectors.delete(id);
    this.changed(connector);
  }

  /** A connector by id. */
  get(id: string): ConnectorRecord | undefined {
    return this.#connectors.get(id);
  }

  /**
   * A connector that must be there.
   *
   * @throws PlatformRefusal `FUNCTIONAL_ERROR`
   */
  existing(id: string): ConnectorRecord {
    const connector = this.#connectors.get(id);
    if (!connector) {
      throw new PlatformRefusal('FUNCTIONAL_ERROR', 'No connector found with the specified ID', {
        id,
      });
    }

    return connector;
  }

  /** All of them, in order of registration. */
  all(): readonly ConnectorRecord[] {
    return [...this.#connectors.values()];
  }

  /** Whether the connector was heard of within five minutes. */
  isActive(connector: ConnectorRecord): boolean {
    const seenAt = Date.parse(connector[this.rules.livenessField]);

    return this.now().getTime() - seenAt < ACTIVE_MS;
  }

  /** Takes back what an earlier sandbox had kept. */
  restore(connectors: readonly ConnectorRecord[]): void {
    for (const connector of connectors) this.#connectors.set(connector.id, connector);
  }

  #keep(connector: ConnectorRecord): ConnectorRecord {
    this.#connectors.set(connector.id, connector);
    this.changed(connector);

    return connector;
  }
}
