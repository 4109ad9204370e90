import type { Clock } from '../../injection/index.js';

/** A file name may have 255 bytes in all; what follows the connector's name takes 50 of them. */
const LONGEST_PREFIX_BYTES = 200;

/** Date and time, then seconds since 1970 as pycti writes them, or a UUID as newer ones do. */
const OWN_REST =
  /^\d{8}-\d{6}-(?:\d+(?:\.\d+)?|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\.json$/;

/** Separators of paths and NUL lead elsewhere or nowhere; the rest is what some file system refuses. */
const UNFIT = /[\p{Cc}\p{Cs}/\\:*?"<>|]/gu;

/**
 * Names the copies of one connector: `<name>-<YYYYMMDD-HHMMSS>-<epoch>.json`, the date in local time,
 * the epoch in seconds. No two names are the same.
 *
 * @see pycti `OpenCTIConnectorHelper.send_stix2_bundle`
 */
export class CopyNames {
  /** What every name begins with. */
  readonly prefix: string;
  private lastMicros = 0;

  /** @param random gives a number from 0 to 1; keeps replicas apart. Default Math.random. */
  constructor(
    connectorName: string,
    private readonly clock: Clock,
    private readonly random: () => number = Math.random,
  ) {
    this.prefix = `${fileNameOf(connectorName)}-`;
  }

  /** The next name. */
  next(): string {
    const drawn = this.clock.now().getTime() * 1_000 + Math.floor(this.random() * 1_000);
    const micros = Math.max(drawn, this.lastMicros + 1);
    this.lastMicros = micros;
    const date = new Date(Math.floor(micros / 1_000));
    const epoch = `${Math.floor(micros / 1_000_000)}.${digits(micros % 1_000_000, 6)}`;

    return `${this.prefix}${day(date)}-${time(date)}-${epoch}.json`;
  }

  /** Whether a name is one of this connector's, written by us or by pycti. */
  isOwn(name: string): boolean {
    return name.startsWith(this.prefix) && OWN_REST.test(name.slice(this.prefix.length));
  }
}

/** A connector's name as part of a file name: it names no folder and hides nothing. */
function fileNameOf(connectorName: string): string {
  const fit = connectorName
    .toLowerCase()
    .replaceAll(' ', '_')
    .replace(UNFIT, '_')
    .replace(/^\.+/, '_');

  return cut(fit) || 'connector';
}

function cut(text: string): string {
  let bytes = 0;
  let kept = '';
  for (const character of text) {
    bytes += Buffer.byteLength(character, 'utf8');
    if (bytes > LONGEST_PREFIX_BYTES) break;
    kept += character;
  }

  return kept;
}

function day(date: Date): string {
  return `${digits(date.getFullYear(), 4)}${digits(date.getMonth() + 1)}${digits(date.getDate())}`;
}

function time(date: Date): string {
  return [date.getHours(), date.getMinutes(), date.getSeconds()].map(part => digits(part)).join('');
}

function digits(value: number, length = 2): string {
  return String(value).padStart(length, '0');
}
