import { PlatformError } from '../errors/index.js';

/** What {@link parseCustomHeaders} found. */
export interface CustomHeaders {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Positions, from 1, of the pairs that can't be read. Their text may be a secret. */
  readonly unreadable: readonly number[];
}

const NAME = /^[\w!#$%&'*+.^`|~-]+$/;

/**
 * Reads `name:value;name2:value2`. Only the first colon of a pair separates, so that a value may
 * hold colons.
 *
 * @see OpenCTI `client-python/pycti/api/opencti_api_client.py`, `build_request_headers`
 */
export function parseCustomHeaders(text = ''): CustomHeaders {
  const headers: Record<string, string> = {};
  const unreadable: number[] = [];
  text.split(';').forEach((pair, index) => {
    if (!pair.trim()) return;
    const colon = pair.indexOf(':');
    const name = pair.slice(0, Math.max(0, colon)).trim().toLowerCase();
    const value = pair.slice(colon + 1).trim();
    if (!NAME.test(name) || !value) unreadable.push(index + 1);
    else headers[name] = checkedHeader(name, value);
  });

  return { headers, unreadable };
}

/**
 * A header's value, if HTTP can carry it.
 *
 * @throws PlatformError `PLATFORM_HEADER`, which shows the name alone
 */
export function checkedHeader(name: string, value: string): string {
  if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
    throw new PlatformError('PLATFORM_HEADER', { name });

  return value;
}
