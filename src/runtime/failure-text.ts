import type { ConnectorError } from '../errors/index.js';

/** What a user reads in a work that ended in error: what happened, and what to do about it. */
export function failureText({ message, fix, code }: ConnectorError): string {
  return `${message} Fix: ${fix} (${code})`;
}
