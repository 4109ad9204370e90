export { ExternalImport, type ImportMethods } from './external-import.js';
export type { ExternalImportOptions } from './external-import-options.js';
export type { Importer } from './importer.js';
export type { Page } from './page.js';
export type { BookmarkClass } from './bookmark-class.js';
export type { ConnectorOptions } from './connector-options.js';
export { fromSettings, type FromSettings, type SettingsReader } from './from-settings.js';
export type { ConnectorKind } from './connector-kind.js';
export { connectorKindOf, explore, isConnectorClass } from './explore.js';
export { foreignCopyOf } from './declaration.js';
export type {
  Blueprint,
  ConnectorBlueprint,
  ExternalImportBlueprint,
} from './connector-blueprint.js';
export { readBookmark } from './read-bookmark.js';
export { writeBookmark, type JsonObject, type JsonValue } from './write-bookmark.js';
