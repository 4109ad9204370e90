import type { ConnectorError } from '../errors/index.js';

/**
 * A scheduled connector goes on after a failed run, unless going on can't help: the platform does
 * not let it in, its settings are wrong, or its author said that a human must act.
 */
export function endsProcess(error: ConnectorError): boolean {
  return error.exitCode === 77 || error.exitCode === 78 || error.code === 'SOURCE_FATAL';
}
