import { HttpError, type HttpReply } from 'octiflow';

/** What a server tells of objects that it was sent, see TAXII 2.1 section 4.3.1. */
export interface TaxiiStatus {
  readonly reply: HttpReply;
  readonly id: string;
  readonly isPending: boolean;
  readonly failures: readonly unknown[];
}

/** @throws HttpError for what is no status, such as a login page that answers 200 */
export function statusOf(reply: HttpReply): TaxiiStatus {
  // A 202 says by itself that the objects are accepted.
  const { id, status, failures, failure_count: count } = resourceOf(reply, reply.status === 202);
  const isNamed = typeof id === 'string' && /^[\w-]{1,100}$/.test(id);
  const listed: unknown[] = Array.isArray(failures) ? failures : [];

  return {
    reply,
    id: isNamed ? id : '',
    isPending: isNamed && status === 'pending',
    failures: listed.length === 0 && Number(count) > 0 ? [{}] : listed,
  };
}

/** @throws HttpError when objects were refused */
export function requireTaken({ reply: { url, status }, failures }: TaxiiStatus): void {
  if (failures.length === 0) return;
  const { id = 'an object', message = 'no reason' } = Object(failures[0]) as Record<
    string,
    unknown
  >;
  const said = `failed: ${String(id)}: ${String(message)}`.slice(0, 300);

  throw new HttpError('HTTP_STATUS', { url, status, said });
}

function resourceOf(reply: HttpReply, isAccepted: boolean): Record<string, unknown> {
  try {
    const resource = Object(reply.json()) as Record<string, unknown>;
    if (isAccepted || typeof resource['status'] === 'string') return resource;
  } catch (error) {
    if (!isAccepted) throw error;
    return {};
  }
  const facts = { url: reply.url, format: 'TAXII 2.1', reason: 'it is no status resource' };
  throw new HttpError('HTTP_FEED_MALFORMED', facts);
}
