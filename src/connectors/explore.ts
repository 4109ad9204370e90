import { DeclarationError } from '../errors/index.js';
import type { Constructor } from '../injection/index.js';
import type { ConnectorBlueprint } from './connector-blueprint.js';
import type { ConnectorKind } from './connector-kind.js';
import { DECORATORS, readDeclarations } from './declaration.js';
import { exploreExternalImport } from './explore-external-import.js';

/** Whether a value is a class that is itself declared to be a connector, by this copy of octiflow. */
export function isConnectorClass(value: unknown): value is Constructor {
  return readDeclarations(value).length > 0;
}

/** The kind that a class declares; undefined when it is no connector. */
export function connectorKindOf(value: unknown): ConnectorKind | undefined {
  return readDeclarations(value)[0]?.kind;
}

/**
 * Reads and checks what the decorators of a connector class say.
 *
 * @param target a class marked with a connector decorator.
 * @returns a frozen blueprint with all defaults filled in.
 * @throws DeclarationError DECLARATION_NOT_A_CONNECTOR, DECLARATION_TWO_KINDS, DECLARATION_NAME,
 * DECLARATION_OPTION, DECLARATION_DURATION_PERIOD, DECLARATION_METHOD_MISSING or
 * DECLARATION_BOOKMARK_CLASS.
 */
export function explore(target: Constructor): ConnectorBlueprint {
  const [declaration, another] = readDeclarations(target);
  const className = target.name;
  if (!declaration) throw new DeclarationError('DECLARATION_NOT_A_CONNECTOR', { className });
  if (another) {
    throw new DeclarationError('DECLARATION_TWO_KINDS', {
      className,
      decorators: [declaration, another].map(({ kind }) => DECORATORS[kind]).reverse(),
    });
  }

  return Object.freeze(exploreExternalImport(target, declaration.options));
}
