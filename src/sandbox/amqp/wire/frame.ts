/** Kinds of frames. @see AMQP 0-9-1 §4.2.3 */
export const FRAME = { method: 1, header: 2, body: 3, heartbeat: 8 } as const;

/** Number of a kind of frame. */
export type FrameType = (typeof FRAME)[keyof typeof FRAME];

/** Bytes of a frame that are not payload: type, channel, size, end. */
export const FRAME_OVERHEAD = 8;

/** The octet that ends every frame. */
export const FRAME_END = 0xce;

/** Bytes before the payload. */
export const FRAME_HEAD = 7;

/** A frame as it was read. */
export interface Frame {
  readonly type: FrameType;
  readonly channel: number;
  /** Part of the chunk it came in, not a copy. */
  readonly payload: Buffer;
}
