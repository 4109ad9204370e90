import { isIPv6 } from 'node:net';
import { Stix, type StixObject } from 'octiflow';
import { isDomain } from './is-domain.js';
import { plain, refang } from './refang.js';

/** A kind of thing that is found by how it is written. */
interface Rule {
  readonly pattern: RegExp;
  /** Undefined when it only looks like one. `before` is what stands on its left. */
  readonly read: (text: string, before: string) => StixObject | undefined;
}

const DOT = '[.\\ue000]';
const OCTET = '(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)';
const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?';
const HASHES: Readonly<Record<number, string>> = {
  32: 'MD5',
  40: 'SHA-1',
  64: 'SHA-256',
  128: 'SHA-512',
};
/** What makes four numbers a version and not an address. */
const VERSION = /\b(?:v|ver|versions?|release|build|firmware|update|revision)[.:]? ?$/i;

/** In this order: what one rule takes is not looked at by the next. */
const RULES: readonly Rule[] = [
  { pattern: /\b(?:https?|ftp):\/\/[^\s"'<>()[\]{}|\\^`]{4,2048}/gi, read: readUrl },
  {
    pattern: new RegExp(`[\\w.%+\\ue000-]{1,64}@(?:${LABEL}${DOT}){1,8}[a-z]{2,24}`, 'gi'),
    read: text => Stix.emailAddr(plain(text).replace(/^\.+/, '').toLowerCase()),
  },
  {
    pattern: /(?<!\w)(?:[a-f\d]{128}|[a-f\d]{64}|[a-f\d]{40}|[a-f\d]{32})(?!\w)/gi,
    read: readHash,
  },
  {
    pattern: /\bCVE[-‐‑–](?:1999|20\d\d)[-‐‑–]\d{4,7}\b/gi,
    read: text => Stix.vulnerability({ name: text.toUpperCase().replace(/[‐‑–]/g, '-') }),
  },
  { pattern: /\bAS(?:N[ :-]?)?\d{2,10}\b/g, read: readAsn },
  {
    pattern: new RegExp(
      `(?<![\\w.\\ue000-])(?:${OCTET}${DOT}){3}${OCTET}(?:/(?:3[0-2]|[12]?\\d)(?!\\d))?(?![\\w-]|${DOT}\\d)`,
      'g',
    ),
    read: readIpv4,
  },
  { pattern: /(?<![\w:.])[a-f\d]{0,4}(?::[a-f\d]{0,4}){2,7}(?![\w:])/gi, read: readIpv6 },
  {
    pattern: new RegExp(
      `(?<![\\w@/\\\\.\\ue000-])(?:${LABEL}${DOT}){1,8}(?:xn--[a-z0-9-]{1,59}|[a-z]{2,24})(?![\\w-]|${DOT}\\w)`,
      'gi',
    ),
    read: text => (isDomain(text) ? Stix.domainName(plain(text).toLowerCase()) : undefined),
  },
];

/** The observables and vulnerabilities that a text names, defanged or not. */
export function* findObservables(text: string): Iterable<StixObject> {
  let rest = refang(text);
  for (const { pattern, read } of RULES) {
    const found: StixObject[] = [];
    rest = rest.replace(pattern, (match: string, ...more: unknown[]) => {
      const at = more.find(each => typeof each === 'number') ?? 0;
      const object = read(match, rest.slice(Math.max(0, at - 16), at));
      if (object) found.push(object);

      return object ? ' ' : match;
    });
    yield* found;
  }
}

function readUrl(text: string): StixObject | undefined {
  const value = plain(text).replace(/[.,;:!?*_~]+$/, '');
  if (!URL.canParse(value) || !new URL(value).hostname.includes('.')) return undefined;

  return Stix.url(value);
}

function readHash(text: string): StixObject | undefined {
  const hash = text.toLowerCase();
  const algorithm = HASHES[hash.length];
  if (algorithm === undefined || !/\d/.test(hash) || !/[a-f]/.test(hash)) return undefined;

  return Stix.file({ hashes: { [algorithm]: hash } });
}

function readAsn(text: string): StixObject | undefined {
  const number = Number(/\d+/.exec(text)?.[0]);

  return number > 0 && number < 2 ** 32
    ? Stix.autonomousSystem({ number, name: `AS${number}` })
    : undefined;
}

/** A defanged address is meant as one; else the words before it may say that it is a version. */
function readIpv4(text: string, before: string): StixObject | undefined {
  const value = plain(text);

  return value === text && VERSION.test(before) ? undefined : Stix.ipv4(value);
}

function readIpv6(text: string): StixObject | undefined {
  return isIPv6(text) && /\d/.test(text) ? Stix.ipv6(text.toLowerCase()) : undefined;
}
