import { entitiesOfStixType } from '../model/entity-name.js';
import { ENTITY_GROUPS } from '../model/entity-table.js';
import type { EntityName } from '../model/entity-types.js';

/**
 * The entity name of the first observable that a STIX pattern speaks of, such as `IPv4-Addr` or
 * `StixFile`; undefined when it speaks of none that OpenCTI knows. The rest of the pattern is not read.
 */
export function mainObservableType(pattern: unknown): EntityName | undefined {
  const type = typeof pattern === 'string' ? /^[\s([]*([\w-]+):/.exec(pattern)?.[1] : undefined;
  const name = type === undefined ? undefined : entitiesOfStixType(type)[0];
  if (name === undefined || !observableNames.has(name)) return undefined;

  return name;
}

const observableNames: ReadonlySet<EntityName> = new Set(ENTITY_GROUPS['Stix-Cyber-Observable']);
