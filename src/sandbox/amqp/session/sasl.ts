import { timingSafeEqual } from 'node:crypto';
import { AmqpError } from '../amqp-error.js';
import { readFieldTable } from '../wire/field-table.js';
import { WireReader } from '../wire/wire-reader.js';
import { WireWriter } from '../wire/wire-writer.js';

/** What a peer has to know. */
export interface Credentials {
  readonly user: string;
  readonly pass: string;
}

/** The mechanisms that are understood. */
export const MECHANISMS = 'PLAIN AMQPLAIN';

/** Checks what a peer answered to `connection.start`. @throws AmqpError 403, 502 */
export function authenticate(mechanism: string, response: Buffer, expected: Credentials): void {
  const given = credentialsOf(mechanism, response);
  if (given && isSame(given.user, expected.user) && isSame(given.pass, expected.pass)) return;
  const reason = `Login was refused using authentication mechanism ${mechanism}. For details see the broker logfile.`;

  throw new AmqpError('ACCESS_REFUSED', reason);
}

function credentialsOf(mechanism: string, response: Buffer): Credentials | undefined {
  if (mechanism === 'PLAIN') return plain(response.toString('utf8'));
  if (mechanism === 'AMQPLAIN') return amqPlain(response);

  return undefined;
}

/** @see RFC 4616 */
function plain(text: string): Credentials | undefined {
  const [, user, pass, ...others] = text.split('\0');

  return user === undefined || pass === undefined || others.length > 0 ? undefined : { user, pass };
}

/** A table without its length. */
function amqPlain(response: Buffer): Credentials | undefined {
  const table = readFieldTable(new WireReader(new WireWriter().longString(response).done()));
  const [user, pass] = [table.get('LOGIN'), table.get('PASSWORD')];

  return typeof user === 'string' && typeof pass === 'string' ? { user, pass } : undefined;
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];

  return left.length === right.length && timingSafeEqual(left, right);
}
