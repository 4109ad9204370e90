import { TransportError } from '../errors/index.js';
import type { Bundle, StixObject } from '../stix/index.js';
import { jsonText } from './json-text.js';

/** Some of a send's objects as one bundle text, no larger than a request may be. */
export interface BundleChunk {
  /** The bundle as JSON. */
  readonly text: string;
  /** How many objects it holds. */
  readonly objects: number;
}

/**
 * Puts split bundles together again, in their order, into as few texts as the limit allows. Made one
 * at a time: pull the next one when the last is safe.
 *
 * @param maxBytes of one text, counted as a request carries it: as a JSON string, quotes escaped
 * @throws TransportError `TRANSPORT_MESSAGE_TOO_LARGE` at an object that exceeds the limit alone, and
 * `TRANSPORT_MESSAGE_INVALID` at one that has no JSON; `confirmed` counts what was pulled before
 */
export function* bundleChunks(
  bundles: readonly Bundle[],
  maxBytes: number,
): Generator<BundleChunk> {
  const head = headOf(bundles[0]);
  let chunk = new OpenChunk(head, maxBytes);
  let pulled = 0;

  for (const { objects } of bundles) {
    for (const object of objects) {
      const text = textOf(object, pulled);
      const bytes = carriedBytes(text) + ','.length;
      if (chunk.objects > 0 && !chunk.admits(bytes)) {
        yield chunk.close();
        pulled += chunk.objects;
        chunk = new OpenChunk(head, maxBytes);
      }
      if (!chunk.admits(bytes)) {
        const facts = { id: object.id, bytes, maxBytes, confirmed: pulled };
        throw new TransportError('TRANSPORT_MESSAGE_TOO_LARGE', facts);
      }
      chunk.add(text, bytes);
    }
  }
  if (chunk.objects > 0) yield chunk.close();
}

class OpenChunk {
  private readonly texts: string[] = [];
  private bytes: number;

  constructor(
    private readonly head: string,
    private readonly maxBytes: number,
  ) {
    this.bytes = carriedBytes(`${head}]}`);
  }

  get objects(): number {
    return this.texts.length;
  }

  admits(bytes: number): boolean {
    return this.bytes + bytes <= this.maxBytes;
  }

  add(text: string, bytes: number): void {
    this.texts.push(text);
    this.bytes += bytes;
  }

  close(): BundleChunk {
    return { text: `${this.head}${this.texts.join(',')}]}`, objects: this.objects };
  }
}

/** The members of the bundle itself; the count of its one object means nothing for many. */
function headOf(bundle: Bundle | undefined): string {
  const {
    objects: _objects,
    x_opencti_seq: _sequence,
    ...members
  } = { ...bundle } as Partial<Bundle & { readonly x_opencti_seq: number }>;

  return `${jsonText(members).slice(0, -1)},"objects":[`;
}

function textOf(object: StixObject | undefined, confirmed: number): string {
  try {
    return jsonText(object);
  } catch (cause) {
    const facts = { id: String(object?.id), reason: (cause as Error).message, confirmed };
    throw new TransportError('TRANSPORT_MESSAGE_INVALID', facts, { cause });
  }
}

function carriedBytes(text: string): number {
  const quotes = 2;

  return Buffer.byteLength(JSON.stringify(text), 'utf8') - quotes;
}
