import type { LoadedConfig } from '../config/index.js';
import { fromSettings, type ConnectorBlueprint } from '../connectors/index.js';
import type { Furnishings } from './furnish.js';

/** The author and markings of a connector, given as they are or made from its settings. */
export function furnishingsOf(blueprint: ConnectorBlueprint, config: LoadedConfig): Furnishings {
  const author = fromSettings(blueprint.author, config);
  const markings = fromSettings(blueprint.markings, config) ?? [];

  return {
    ...(author && { author }),
    markings: Array.isArray(markings) ? markings : [markings],
  };
}
