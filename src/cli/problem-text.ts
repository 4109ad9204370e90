import type { ConnectorError } from '../errors/index.js';

/** What failed, what to do, and the code that `docs/errors/` explains. */
export function problemText(error: ConnectorError): string {
  return [error.message, `Fix: ${error.fix}`, error.code].join('\n');
}
