import { isIPv4 } from 'node:net';
import { domainToASCII } from 'node:url';

/** The kinds of records that are asked for, by their number in DNS. */
export const RECORD_TYPES = { A: 1, NS: 2, CNAME: 5, MX: 15, TXT: 16 } as const;

/** A kind of records that is asked for. */
export type RecordType = keyof typeof RECORD_TYPES;

/** What the resolver says about one kind of records of a name. */
export interface DnsAnswer {
  readonly type: RecordType;
  /** Addresses, names without their last dot, or texts. */
  readonly values: readonly string[];
  /** What the user should know about it. */
  readonly notes: readonly string[];
}

/**
 * The value of a record as the resolver writes it; undefined when there is none in it.
 *
 * @throws RangeError when it can't be one.
 */
export function recordValue(type: RecordType, data: string): string | undefined {
  switch (type) {
    case 'A':
      if (!isIPv4(data)) throw new RangeError('no IPv4 address');
      return data;
    case 'TXT':
      return unquoted(data) || undefined;
    case 'MX':
      return nameIn(data.replace(/^\d+\s+/, ''));
    default:
      return nameIn(data);
  }
}

/** A name as DNS wants it: in ASCII, lower case, without the last dot; undefined for what is none. */
export function dnsName(text: string): string | undefined {
  const name = domainToASCII(text.trim().replace(/\.$/, ''));
  const isName = name.length <= 253 && /^([a-z0-9_-]{1,63}\.)+(?!\d+$)[a-z0-9-]{2,63}$/.test(name);

  return isName ? name : undefined;
}

/** The root alone means "none", as in the MX record of a domain without mail. */
function nameIn(data: string): string | undefined {
  if (data === '.') return undefined;
  if (dnsName(data) === undefined) throw new RangeError('no name');

  return data.replace(/\.$/, '');
}

/** Some resolvers put each string of a TXT record in quotes; together they are one text. */
function unquoted(data: string): string {
  if (!/^"(?:[^"\\]|\\.)*"(?:\s+"(?:[^"\\]|\\.)*")*$/.test(data)) return data;
  const strings = data.match(/"(?:[^"\\]|\\.)*"/g) ?? [];

  return strings.map(one => one.slice(1, -1).replace(/\\(.)/g, '$1')).join('');
}
