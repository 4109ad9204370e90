import { AmqpError } from '../amqp-error.js';
import {
  FRAME,
  FRAME_END,
  FRAME_HEAD,
  FRAME_OVERHEAD,
  type Frame,
  type FrameType,
} from './frame.js';

const TYPES: ReadonlySet<number> = new Set(Object.values(FRAME));

/** Cuts a stream of bytes into frames. What is larger than agreed is refused before it is kept. */
export class FrameReader {
  /** Largest frame, in bytes, with all that is not payload. */
  frameMax: number;
  #bytes: Buffer = Buffer.alloc(0);
  #offset = 0;

  constructor(frameMax: number) {
    this.frameMax = frameMax;
  }

  /** Takes what came. */
  push(chunk: Buffer): void {
    const left = this.#bytes.subarray(this.#offset);
    this.#bytes = left.length === 0 ? chunk : Buffer.concat([left, chunk]);
    this.#offset = 0;
  }

  /** The next frame, or undefined when it is not all there yet. @throws AmqpError 501 */
  next(): Frame | undefined {
    const available = this.#bytes.length - this.#offset;
    if (available < FRAME_HEAD) return undefined;
    const start = this.#offset;
    const type = this.#bytes.readUInt8(start);
    const size = this.#bytes.readUInt32BE(start + 3);
    this.#check(type, size);
    if (available < size + FRAME_OVERHEAD) return undefined;
    const end = start + FRAME_HEAD + size;
    if (this.#bytes[end] !== FRAME_END) {
      throw new AmqpError('FRAME_ERROR', 'a frame does not end where it says');
    }
    this.#offset = end + 1;

    return {
      type: type as FrameType,
      channel: this.#bytes.readUInt16BE(start + 1),
      payload: this.#bytes.subarray(start + FRAME_HEAD, end),
    };
  }

  #check(type: number, size: number): void {
    if (!TYPES.has(type)) throw new AmqpError('FRAME_ERROR', `type ${type} is no frame`);
    if (size + FRAME_OVERHEAD > this.frameMax) {
      const reason = `a frame of ${size + FRAME_OVERHEAD} bytes, of at most ${this.frameMax}`;
      throw new AmqpError('FRAME_ERROR', reason);
    }
  }
}
