import { dirname } from 'node:path';
import { isConfigClass } from '../../config/index.js';
import { foreignCopyOf, isConnectorClass } from '../../connectors/index.js';
import { DeclarationError } from '../../errors/index.js';
import { isInjectable, lacksMetadata, type Constructor } from '../../injection/index.js';
import { shownPath } from './shown-path.js';

/**
 * The connector classes among the exports of a file, each once.
 *
 * @throws DeclarationError DECLARATION_NO_CONNECTOR, DECLARATION_SECOND_COPY or
 * DECLARATION_NO_METADATA
 */
export function exportedConnectors(file: string, exported: unknown): Constructor[] {
  const members = membersOf(exported);
  for (const value of members.values()) refuseForeign(file, value);

  const connectors = [...new Set(members.values())].filter(isConnectorClass);
  if (connectors.length === 0) {
    throw new DeclarationError('DECLARATION_NO_CONNECTOR', {
      file: shownPath(file),
      exports: [...members].map(([name, value]) => `${name} (${roleOf(value)})`),
    });
  }
  for (const connector of connectors) refuseErased(file, connector);

  return connectors;
}

/** Exports by name. What CommonJS exports may lie one level deeper, under `default`. */
function membersOf(exported: unknown): Map<string, unknown> {
  const members = new Map<string, unknown>(isObject(exported) ? Object.entries(exported) : []);
  const main = members.get('default');
  if (typeof exported === 'function') members.set('default', exported);
  if (!isObject(main)) return members;

  members.delete('default');
  for (const [name, value] of Object.entries(main)) members.set(name, value);
  members.delete('__esModule');

  return members;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function refuseForeign(file: string, value: unknown): void {
  const other = foreignCopyOf(value);
  if (other === undefined) return;

  throw new DeclarationError('DECLARATION_SECOND_COPY', {
    file: shownPath(file),
    className: (value as Constructor).name,
    // Both name a folder two levels below the package.
    running: dirname(dirname(dirname(__dirname))),
    other: dirname(dirname(other)),
  });
}

function refuseErased(file: string, connector: Constructor): void {
  if (!lacksMetadata(connector)) return;

  const facts = { file: shownPath(file), className: connector.name };
  throw new DeclarationError('DECLARATION_NO_METADATA', facts);
}

function roleOf(value: unknown): string {
  if (isConfigClass(value)) return 'settings';
  if (isInjectable(value)) return 'injectable';
  if (typeof value !== 'function') return 'value';

  return /^class\b/.test(Function.prototype.toString.call(value)) ? 'class' : 'function';
}
