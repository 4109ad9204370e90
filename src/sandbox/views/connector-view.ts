import type { ConnectorRegistry } from '../connectors/connector-registry.js';
import type { ConnectorInfo, ConnectorRecord } from '../connectors/connector-record.js';

/** A connector as the sandbox shows it. */
export interface ConnectorView {
  readonly id: string;
  readonly name: string;
  /** `EXTERNAL_IMPORT`, `INTERNAL_ENRICHMENT` and so on. */
  readonly type: string;
  readonly scope: readonly string[];
  /** Whether it was heard of within five minutes. */
  readonly active: boolean;
  /** The state it saved: parsed when it is JSON, else the text; null when there is none. */
  readonly state: unknown;
  /** How it runs, as its last ping told. */
  readonly info: ConnectorInfo | null;
  /** Id of the user whose token registered it. */
  readonly userId: string;
  /** ISO time of the last registration or ping. */
  readonly lastSeenAt: string;
}

/** Shows a connector. */
export function connectorView(
  connector: ConnectorRecord,
  registry: ConnectorRegistry,
): ConnectorView {
  const { id, name, type, scope, info, userId, lastSeenAt } = connector;
  const active = registry.isActive(connector);

  return { id, name, type, scope, active, state: parsedState(connector), info, userId, lastSeenAt };
}

function parsedState({ state }: ConnectorRecord): unknown {
  if (state === null || state === '') return state;
  try {
    return JSON.parse(state);
  } catch {
    return state;
  }
}
