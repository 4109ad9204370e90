import { BundleError } from '../../../errors/index.js';
import { Byte, JsonValueScanner, isBlank } from './json-value-scanner.js';
import { ValueBytes } from './value-bytes.js';

/** One item of a bundle's list of objects, still as bytes. */
export interface ObjectSlice {
  /** Where it begins, in bytes from the start of the source. */
  readonly offset: number;
  /** Its JSON text; undefined when it is larger than allowed, and then it was not kept. */
  readonly bytes: Uint8Array | undefined;
  /** Brackets and braces open at once, its own included. */
  readonly nesting: number;
}

/** What comes next, outside of a value. */
type Phase =
  | 'a bundle, which begins with "{"'
  | 'a member of the bundle, or "}"'
  | 'a member of the bundle'
  | '":"'
  | 'a value'
  | '"," or "}"'
  | 'an object, or "]"'
  | 'an object'
  | '"," or "]"'
  | 'nothing after the bundle';

type Part = 'key' | 'member' | 'item';

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Longer than the name and the type of any bundle. */
const MAX_KEY_BYTES = 256;

/**
 * Cuts a bundle into its objects while its bytes arrive, and keeps no more than the object that it is
 * in. Other members of the bundle are read over, except `type`.
 *
 * Every error names the place where it was found, in bytes.
 */
export class BundleScanner {
  private phase: Phase = 'a bundle, which begins with "{"';
  private readonly scanner = new JsonValueScanner();
  private part: Part = 'key';
  private bytes: ValueBytes | undefined;
  private key: unknown;
  private hasObjects = false;
  private offset = 0;

  constructor(private readonly maxObjectBytes: number) {}

  /**
   * Reads a chunk and gives the objects that end in it.
   *
   * @throws BundleError `BUNDLE_STREAM_MALFORMED`.
   */
  *push(chunk: Uint8Array): Generator<ObjectSlice, void> {
    let at = 0;
    while (at < chunk.length) {
      if (this.bytes === undefined) {
        at += this.step(chunk[at] as number, this.offset + at);
        continue;
      }
      const end = this.scanner.scan(chunk, at);
      this.bytes.add(chunk.subarray(at, end === -1 ? chunk.length : end));
      at = end === -1 ? chunk.length : end;
      const slice = end === -1 ? undefined : this.finish(this.bytes);
      if (slice !== undefined) yield slice;
    }
    this.offset += chunk.length;
  }

  /**
   * Tells that the source has ended.
   *
   * @throws BundleError `BUNDLE_STREAM_TRUNCATED` when the bundle has not, and
   * `BUNDLE_STREAM_MALFORMED` when it had no objects.
   */
  end(): void {
    const { offset } = this;
    if (this.phase !== 'nothing after the bundle') {
      throw new BundleError('BUNDLE_STREAM_TRUNCATED', { offset });
    }
    if (!this.hasObjects) this.fail('a list "objects" in the bundle', offset);
  }

  /** Reads one byte outside of a value; gives 0 when a value begins with it, 1 when it is used up. */
  private step(byte: number, offset: number): 0 | 1 {
    if (isBlank(byte)) return 1;

    switch (this.phase) {
      case 'a bundle, which begins with "{"':
        if (byte === BYTE_ORDER_MARK[offset]) return 1;
        return this.expect(byte, offset, Byte.OPEN_BRACE, 'a member of the bundle, or "}"');
      case 'a member of the bundle, or "}"':
        if (byte === Byte.CLOSE_BRACE) return this.go('nothing after the bundle');
        return this.begin('key', byte, offset);
      case 'a member of the bundle':
        return this.begin('key', byte, offset);
      case '":"':
        return this.expect(byte, offset, Byte.COLON, 'a value');
      case 'a value':
        return this.key === 'objects'
          ? this.openList(byte, offset)
          : this.begin('member', byte, offset);
      case '"," or "}"':
        if (byte === Byte.CLOSE_BRACE) return this.go('nothing after the bundle');
        return this.expect(byte, offset, Byte.COMMA, 'a member of the bundle');
      case 'an object, or "]"':
        if (byte === Byte.CLOSE_BRACKET) return this.go('"," or "}"');
        return this.begin('item', byte, offset);
      case 'an object':
        return this.begin('item', byte, offset);
      case '"," or "]"':
        if (byte === Byte.CLOSE_BRACKET) return this.go('"," or "}"');
        return this.expect(byte, offset, Byte.COMMA, 'an object');
      case 'nothing after the bundle':
        return this.fail(this.phase, offset);
    }
  }

  private go(phase: Phase): 1 {
    this.phase = phase;

    return 1;
  }

  private expect(byte: number, offset: number, wanted: number, next: Phase): 1 {
    return byte === wanted ? this.go(next) : this.fail(this.phase, offset);
  }

  private openList(byte: number, offset: number): 1 {
    if (byte !== Byte.OPEN_BRACKET) return this.fail('a list after "objects"', offset);
    this.hasObjects = true;

    return this.go('an object, or "]"');
  }

  private begin(part: Part, byte: number, offset: number): 0 {
    const isValue = part === 'key' ? byte === Byte.QUOTE : !isPunctuation(byte);
    if (!isValue) return this.fail(this.phase, offset);

    this.part = part;
    this.scanner.restart();
    this.bytes = new ValueBytes(offset, this.limitOf(part));
    return 0;
  }

  private limitOf(part: Part): number {
    if (part === 'item') return this.maxObjectBytes;

    return part === 'key' || this.key === 'type' ? MAX_KEY_BYTES : 0;
  }

  private finish(value: ValueBytes): ObjectSlice | undefined {
    this.bytes = undefined;
    const bytes = value.whole();
    if (this.part === 'item') {
      this.phase = '"," or "]"';
      return { offset: value.offset, bytes, nesting: this.scanner.nesting };
    }

    const text = bytes === undefined ? undefined : parsed(bytes);
    if (this.part === 'key') {
      this.phase = '":"';
      this.key = text;
    } else {
      this.phase = '"," or "}"';
      if (this.key === 'type' && text !== 'bundle') this.fail('"bundle" as type', value.offset);
    }
    return undefined;
  }

  private fail(expected: string, offset: number): never {
    throw new BundleError('BUNDLE_STREAM_MALFORMED', { offset, expected });
  }
}

function isPunctuation(byte: number): boolean {
  return (
    byte === Byte.COMMA ||
    byte === Byte.COLON ||
    byte === Byte.CLOSE_BRACE ||
    byte === Byte.CLOSE_BRACKET
  );
}

function parsed(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(bytes).toString());
  } catch {
    return undefined;
  }
}
