import { RequestError } from '../../errors/index.js';
import { ENTITY_TYPES, entitiesOf, type EntityName } from '../../stix/index.js';

/**
 * Refuses an entity that the operator's scope leaves out. An entity is in scope by its name, by its
 * STIX type, or by a group that it belongs to; capitals do not count. An empty scope takes all.
 *
 * @throws RequestError `REQUEST_OUT_OF_SCOPE`
 */
export function requireEntityInScope(entityType: string, scope: readonly string[]): void {
  const stixType = Object.hasOwn(ENTITY_TYPES, entityType)
    ? ENTITY_TYPES[entityType as EntityName]
    : entityType;
  const names = new Set([entityType, stixType].map(name => name.toLowerCase()));
  const isNamed = (item: string): boolean =>
    names.has(item.toLowerCase()) || entitiesOf(item).some(name => name === entityType);

  if (scope.length === 0 || scope.some(isNamed)) return;
  throw new RequestError('REQUEST_OUT_OF_SCOPE', { of: entityType, scope });
}

/**
 * Refuses a MIME type that the operator's scope leaves out; capitals do not count. An empty scope
 * takes all.
 *
 * @throws RequestError `REQUEST_OUT_OF_SCOPE`
 */
export function requireMimeInScope(mime: string, scope: readonly string[]): void {
  const isNamed = (item: string): boolean => item.toLowerCase() === mime.toLowerCase();

  if (scope.length === 0 || scope.some(isNamed)) return;
  throw new RequestError('REQUEST_OUT_OF_SCOPE', { of: mime, scope });
}
