import { ConnectorError } from './connector-error.js';

/** An error of unknown origin. Its unit of work is tried again, then fails; it is never skipped. */
export class UnexpectedError extends ConnectorError {
  constructor(reason: string, options: { readonly cause?: unknown; readonly where?: string } = {}) {
    super('UNEXPECTED', { reason, where: options.where }, options);
  }
}

/** Gives anything that was thrown a code; what has one already passes through. */
export function asConnectorError(thrown: unknown, where?: string): ConnectorError {
  if (thrown instanceof ConnectorError) return thrown;
  const reason = thrown instanceof Error ? thrown.message || thrown.name : String(thrown);

  return new UnexpectedError(reason, { cause: thrown, where });
}
