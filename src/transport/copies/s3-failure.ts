import { TransportError } from '../../errors/index.js';

/** Statuses that say not now. */
const NOT_NOW = new Set([408, 409, 425, 429]);

const CODE = /^\w{2,80}$/;

/** What is known of an answer of an object store that is none, or no. */
export interface StoreFault {
  /** Such as `AccessDenied` or `ECONNREFUSED`. */
  readonly code: string;
  /** HTTP status; undefined when nothing answered. */
  readonly status?: number;
}

/**
 * Reads what the client of an object store threw. Its message, headers and other members are left
 * aside: some answers repeat the access key and what was signed.
 */
export function storeFault(error: unknown): StoreFault {
  const { name, code, message, $metadata } = Object(error) as Readonly<Record<string, unknown>>;
  const { httpStatusCode: status } = Object($metadata) as { readonly httpStatusCode?: unknown };
  // The library may wrap an error of the network in one that has its code in the message alone.
  const wrapped = /\bE[A-Z]{4,20}\b/.exec(typeof message === 'string' ? message : '')?.[0];
  const isCode = (text: unknown): text is string => typeof text === 'string' && CODE.test(text);
  const [known = 'unknown error'] = [code, wrapped, name].filter(isCode);

  return { code: known, ...(typeof status === 'number' && { status }) };
}

/** Whether another try may go better. */
export function mayPass({ status }: StoreFault): boolean {
  return status === undefined || status >= 500 || NOT_NOW.has(status);
}

/** Makes the error of a bundle that an object store did not take. */
export function storeFailure(fault: StoreFault, place: string): TransportError {
  const { code, status } = fault;
  const reason = status === undefined ? code : `${code} (HTTP ${status})`;
  if (mayPass(fault)) return new TransportError('TRANSPORT_COPY_FAILED', { place, reason });

  return new TransportError('TRANSPORT_COPY_REFUSED', { place, reason });
}
