import { Byte, JsonValueScanner, isBlank } from './json-value-scanner.js';
import { ValueBytes } from './value-bytes.js';

/** One value at the end of a path, still as text. */
export interface JsonSlice {
  /** Where it begins, in bytes from the start of the body. */
  readonly offset: number;
  /** From 0, over everything that the path leads to. */
  readonly index: number;
  /** Its name, when it is a member of an object. */
  readonly key?: string;
  /** Its JSON text; undefined when it is larger than allowed, and then it was not held. */
  readonly text: string | undefined;
  /** Brackets and braces open at once, its own included. */
  readonly nesting: number;
}

/** What a scanner complains about. */
export interface JsonFault {
  readonly offset: number;
  readonly expected: string;
}

/** A container that the scanner is inside of. */
interface Frame {
  readonly isList: boolean;
  /** How many steps of the path lead to it. */
  readonly steps: number;
}

type Phase = 'value' | 'first' | 'next' | 'colon' | 'comma' | 'end';
type Part = 'key' | 'item' | 'skipped';

const EXPECTED: Readonly<Record<Phase, string>> = {
  value: 'a value',
  first: 'a value, or an end',
  next: 'a value',
  colon: '":"',
  comma: '"," or an end',
  end: 'nothing after the JSON',
};

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];
const MAX_KEY_BYTES = 10_000;
const LETTER_N = 0x6e;

/**
 * Follows a path through JSON while its bytes arrive, and cuts out the items of the lists (or the
 * members of the objects) that it leads to. Everything else is read over without being held.
 */
export class JsonPathScanner {
  private phase: Phase = 'value';
  private readonly frames: Frame[] = [];
  private readonly scanner = new JsonValueScanner();
  private part: Part = 'skipped';
  private held: ValueBytes | undefined;
  /** Steps of the path that lead to the value that comes next. */
  private steps = 0;
  private key = '';
  private index = 0;
  private offset = 0;
  private hasFound = false;

  /**
   * @param path names of members; `*` for any item of a list or member of an object
   * @param wanted what the path leads to
   * @param fault makes the error of what is not JSON
   */
  constructor(
    private readonly path: readonly string[],
    private readonly wanted: 'list' | 'object',
    private readonly maxItemBytes: number,
    private readonly fault: (fault: JsonFault) => Error,
  ) {}

  /** Whether the path led to what is wanted, so far. */
  get isFound(): boolean {
    return this.hasFound;
  }

  /** Whether the JSON has come to its end. */
  get isComplete(): boolean {
    return this.phase === 'end';
  }

  /** Bytes read so far. */
  get size(): number {
    return this.offset;
  }

  /** Reads a chunk and gives the values that end in it. */
  *push(chunk: Uint8Array): Generator<JsonSlice, void> {
    let at = 0;
    while (at < chunk.length) {
      if (this.held === undefined) {
        at += this.step(chunk[at] as number, this.offset + at);
        continue;
      }
      const end = this.scanner.scan(chunk, at);
      this.held.add(chunk.subarray(at, end === -1 ? chunk.length : end));
      at = end === -1 ? chunk.length : end;
      const slice = end === -1 ? undefined : this.finish(this.held);
      if (slice !== undefined) yield slice;
    }
    this.offset += chunk.length;
  }

  /**
   * Tells that the body has ended. A number without anything around it ends only here.
   */
  end(): void {
    if (this.held !== undefined && this.frames.length === 0) this.finish(this.held);
  }

  /** Reads one byte outside of a value; gives 0 when a value begins with it, 1 when it is used up. */
  private step(byte: number, offset: number): 0 | 1 {
    if (isBlank(byte) || (offset < 3 && byte === BYTE_ORDER_MARK[offset])) return 1;
    const frame = this.frames.at(-1);

    switch (this.phase) {
      case 'value':
        return this.open(byte, offset);
      case 'first':
        return isClosing(byte, frame) ? this.close() : this.begin(byte, offset, frame);
      case 'next':
        return this.begin(byte, offset, frame);
      case 'colon':
        return byte === Byte.COLON ? this.go('value') : this.refuse(offset);
      case 'comma':
        if (isClosing(byte, frame)) return this.close();
        return byte === Byte.COMMA ? this.go('next') : this.refuse(offset);
      case 'end':
        return this.refuse(offset);
    }
  }

  /** Begins an item of a list, or the name of a member. */
  private begin(byte: number, offset: number, frame: Frame | undefined): 0 | 1 {
    if (frame?.isList === false) {
      return byte === Byte.QUOTE ? this.hold('key', offset) : this.refuse(offset);
    }
    this.steps = this.stepsTo('*', frame);

    return this.open(byte, offset);
  }

  /** Begins a value: goes into it, holds it, or reads over it. */
  private open(byte: number, offset: number): 0 | 1 {
    if (isPunctuation(byte)) return this.refuse(offset);
    const { length } = this.path;
    if (this.steps > length) return this.hold('item', offset);
    if (this.steps < 0) return this.hold('skipped', offset);

    if (this.steps === length) return this.reach(byte, offset);
    const isList = byte === Byte.OPEN_BRACKET && this.path[this.steps] === '*';
    const leadsOn = isList || byte === Byte.OPEN_BRACE;

    return leadsOn ? this.enter(isList) : this.hold('skipped', offset);
  }

  /** Comes to the end of the path. `null` is how some languages write an empty list. */
  private reach(byte: number, offset: number): 0 | 1 {
    this.hasFound = true;
    const isList = this.wanted === 'list';
    if (byte === (isList ? Byte.OPEN_BRACKET : Byte.OPEN_BRACE)) return this.enter(isList);

    return byte === LETTER_N ? this.hold('skipped', offset) : this.refuse(offset, this.goal);
  }

  /** What the path should lead to, in words. */
  get goal(): string {
    const what = this.wanted === 'list' ? 'a list' : 'an object';

    return this.path.length === 0 ? what : `${what} at ${this.path.join('.')}`;
  }

  private enter(isList: boolean): 1 {
    this.frames.push({ isList, steps: this.steps });

    return this.go('first');
  }

  private close(): 1 {
    this.frames.pop();

    return this.go(this.frames.length === 0 ? 'end' : 'comma');
  }

  private hold(part: Part, offset: number): 0 {
    const limits = { key: MAX_KEY_BYTES, item: this.maxItemBytes, skipped: 0 };
    this.part = part;
    this.scanner.restart();
    this.held = new ValueBytes(offset, limits[part]);

    return 0;
  }

  private finish(value: ValueBytes): JsonSlice | undefined {
    this.held = undefined;
    if (this.part === 'key') {
      this.key = keyOf(value.text()) ?? this.refuse(value.offset, 'a name');
      this.steps = this.stepsTo(this.key, this.frames.at(-1));
      this.phase = 'colon';
      return undefined;
    }
    this.phase = this.frames.length === 0 ? 'end' : 'comma';
    if (this.part === 'skipped') return undefined;
    const { nesting } = this.scanner;
    const key = this.frames.at(-1)?.isList === false ? { key: this.key } : {};

    return { offset: value.offset, index: this.index++, ...key, text: value.text(), nesting };
  }

  /** Steps that lead to a member; more than the path has for what is wanted, below 0 for what is not. */
  private stepsTo(name: string, frame: Frame | undefined): number {
    const steps = frame?.steps ?? 0;
    if (steps === this.path.length) return steps + 1;
    const step = this.path[steps];

    return step === '*' || step === name ? steps + 1 : -1;
  }

  private go(phase: Phase): 1 {
    this.phase = phase;

    return 1;
  }

  private refuse(offset: number, expected = EXPECTED[this.phase]): never {
    throw this.fault({ offset, expected });
  }
}

function isClosing(byte: number, frame: Frame | undefined): boolean {
  return byte === (frame?.isList ? Byte.CLOSE_BRACKET : Byte.CLOSE_BRACE);
}

function isPunctuation(byte: number): boolean {
  return (
    byte === Byte.COMMA ||
    byte === Byte.COLON ||
    byte === Byte.CLOSE_BRACE ||
    byte === Byte.CLOSE_BRACKET
  );
}

function keyOf(text: string | undefined): string | undefined {
  try {
    return JSON.parse(text ?? '') as string;
  } catch {
    return undefined;
  }
}
