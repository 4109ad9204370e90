import { OpenctiSettings, type LoadedConfig } from '../config/index.js';
import type { Logger } from '../injection/index.js';

/** Says once what is worth saying of the settings: what is likely a mistake, and departures. */
export function logConfigNotes(config: LoadedConfig, log: Logger): void {
  for (const warning of config.warnings) log.warn(warning);
  // On a connection without TLS there is nothing to verify, and nothing to say.
  const isSecure = config.get(OpenctiSettings).url.startsWith('https:');
  for (const departure of isSecure ? config.departures : []) log.info(departure);
}
