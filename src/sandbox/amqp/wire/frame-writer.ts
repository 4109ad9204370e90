import { encodeContentHeader } from './content-header.js';
import { FRAME, FRAME_END, FRAME_HEAD, FRAME_OVERHEAD, type FrameType } from './frame.js';
import { encodeMethod } from './method-codec.js';
import type { MethodFields, MethodName } from './methods.js';

/** Bodies up to this size are copied beside their header: one write instead of three. */
const COPIED_BYTES = 16_384;

/** The frame that says nothing but that one is alive. */
export const HEARTBEAT_FRAME = frame(FRAME.heartbeat, 0, Buffer.alloc(0));

/** The frame of a method. */
export function methodFrame<Name extends MethodName>(
  channel: number,
  name: Name,
  fields: MethodFields<Name>,
): Buffer {
  return frame(FRAME.method, channel, encodeMethod(name, fields));
}

/** The frames of a message's content: its header, and its body in parts no larger than agreed. */
export function contentFrames(
  channel: number,
  properties: Buffer,
  body: Buffer,
  frameMax: number,
): readonly Buffer[] {
  const header = encodeContentHeader({ bodySize: body.length, properties });
  const frames = [frame(FRAME.header, channel, header)];
  const partBytes = frameMax - FRAME_OVERHEAD;
  for (let start = 0; start < body.length; start += partBytes) {
    const part = body.subarray(start, start + partBytes);
    if (part.length <= COPIED_BYTES) frames.push(frame(FRAME.body, channel, part));
    else frames.push(headOf(FRAME.body, channel, part.length), part, END);
  }

  return frames;
}

const END = Buffer.from([FRAME_END]);

function frame(type: FrameType, channel: number, payload: Buffer): Buffer {
  const bytes = Buffer.allocUnsafe(payload.length + FRAME_OVERHEAD);
  writeHead(bytes, type, channel, payload.length);
  payload.copy(bytes, FRAME_HEAD);
  bytes.writeUInt8(FRAME_END, FRAME_HEAD + payload.length);

  return bytes;
}

function headOf(type: FrameType, channel: number, size: number): Buffer {
  const bytes = Buffer.allocUnsafe(FRAME_HEAD);
  writeHead(bytes, type, channel, size);

  return bytes;
}

function writeHead(bytes: Buffer, type: FrameType, channel: number, size: number): void {
  bytes.writeUInt8(type, 0);
  bytes.writeUInt16BE(channel, 1);
  bytes.writeUInt32BE(size, 3);
}
