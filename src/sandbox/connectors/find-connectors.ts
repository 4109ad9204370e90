import type { ConnectorRecord } from './connector-record.js';
import type { ConnectorRegistry } from './connector-registry.js';

/** Which connectors are meant. */
export interface ConnectorQuery {
  /** `INTERNAL_ENRICHMENT` and so on. */
  readonly type: string;
  /** What the scope has to hold: an entity type or a MIME type, in any case. */
  readonly scope: string;
  /** A connector without a scope takes everything. Enrichment has no such connectors. */
  readonly emptyTakesAll: boolean;
}

/**
 * The connectors that are alive, of a type, and take something.
 *
 * @see OpenCTI `database/repository.js`, `connectorsFor`
 */
export function findConnectors(
  registry: ConnectorRegistry,
  { type, scope, emptyTakesAll }: ConnectorQuery,
): readonly ConnectorRecord[] {
  const wanted = scope.toLowerCase();

  return registry.all().filter(connector => {
    if (connector.type !== type || !registry.isActive(connector)) return false;
    if (connector.scope.length === 0) return emptyTakesAll;
    return connector.scope.some(one => one.toLowerCase() === wanted);
  });
}
