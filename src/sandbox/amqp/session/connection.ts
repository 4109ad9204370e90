import type { Socket } from 'node:net';
import { AmqpError } from '../amqp-error.js';
import type { Broker } from '../broker/broker.js';
import type { BrokerMessage } from '../broker/message-queue.js';
import { FRAME, type Frame } from '../wire/frame.js';
import { FrameReader } from '../wire/frame-reader.js';
import { contentFrames, HEARTBEAT_FRAME, methodFrame } from '../wire/frame-writer.js';
import { decodeMethod } from '../wire/method-codec.js';
import type { Method, MethodFields, MethodName } from '../wire/methods.js';
import { Channel, type ChannelConnection } from './channel.js';
import { FRAME_MIN_SIZE, Handshake, type Agreement } from './handshake.js';
import { Heartbeat } from './heartbeat.js';
import { Outgoing } from './outgoing.js';
import type { Credentials } from './sasl.js';

/** What a peer says first, and what it is answered when it says something else. */
const PROTOCOL_HEADER = Buffer.from([0x41, 0x4d, 0x51, 0x50, 0, 0, 9, 1]);

/** Time for a peer to open its connection, and to close it once it was told to, in milliseconds. */
const HANDSHAKE_MS = 10_000;
const CLOSE_MS = 5_000;

/** What {@link Connection} needs. */
export interface ConnectionSurroundings {
  readonly broker: Broker;
  readonly credentials: Credentials;
  /** Largest body of a message, in bytes. */
  readonly maxMessageBytes: number;
  /** The connection is gone. */
  readonly ended: (connection: Connection) => void;
}

/** A peer's connection: cuts what comes into frames, and hands them to its channels. */
export class Connection implements ChannelConnection {
  readonly broker: Broker;
  readonly maxMessageBytes: number;
  readonly #outgoing: Outgoing;
  readonly #reader = new FrameReader(FRAME_MIN_SIZE * 2);
  readonly #channels = new Map<number, Channel>();
  readonly #handshake: Handshake;
  readonly #offFull: () => void;
  #head: Buffer | undefined = Buffer.alloc(0);
  #agreement: Agreement | undefined;
  #heartbeat: Heartbeat | undefined;
  #timer: NodeJS.Timeout;
  #isClosing = false;
  #isPublisher = false;
  #isTold = false;

  constructor(
    private readonly socket: Socket,
    private readonly surroundings: ConnectionSurroundings,
  ) {
    this.broker = surroundings.broker;
    this.maxMessageBytes = surroundings.maxMessageBytes;
    this.#outgoing = new Outgoing(socket);
    this.#handshake = new Handshake(surroundings.credentials, (name, fields) =>
      this.send(0, name, fields),
    );
    this.#offFull = this.broker.onFull(() => this.#regulate());
    this.#timer = setTimeout(() => socket.destroy(), HANDSHAKE_MS).unref();
    socket.setNoDelay(true);
    socket.on('data', chunk => this.#take(chunk));
    socket.on('drain', () => this.#catchUp());
    // 'close' follows, and is acted on.
    socket.on('error', () => {});
    socket.on('close', () => this.#end());
  }

  get isFull(): boolean {
    return this.#outgoing.isFull;
  }

  send<Name extends MethodName>(channel: number, name: Name, fields: MethodFields<Name>): void {
    this.#outgoing.write(methodFrame(channel, name, fields));
  }

  sendContent(channel: number, { properties, body }: BrokerMessage): void {
    const frameMax = this.#agreement?.frameMax ?? FRAME_MIN_SIZE;
    for (const bytes of contentFrames(channel, properties, body, frameMax)) {
      this.#outgoing.write(bytes);
    }
  }

  published(): void {
    this.#isPublisher = true;
  }

  /** Tells the peer to leave. */
  close(error: AmqpError, { classId, methodId } = { classId: 0, methodId: 0 }): void {
    if (this.#isClosing) return;
    this.#isClosing = true;
    this.#release();
    if (this.#head) this.socket.end();
    else {
      const { code: replyCode, replyText } = error;
      this.send(0, 'connection.close', { replyCode, replyText, classId, methodId });
    }
    this.#outgoing.flush();
    // Its answer has to be read, whatever was waited for.
    this.socket.resume();
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.socket.destroy(), CLOSE_MS).unref();
  }

  /** Leaves without a word. */
  destroy(): void {
    this.socket.destroy();
  }

  #take(chunk: Buffer): void {
    this.#heartbeat?.heard();
    const rest = this.#head ? this.#takeHead(Buffer.concat([this.#head, chunk])) : chunk;
    if (!rest) return;
    this.#reader.push(rest);
    this.#readFrames();
    for (const channel of this.#channels.values()) channel.confirm();
    this.#regulate();
  }

  /** The eight bytes before the first frame; gives what follows them. */
  #takeHead(bytes: Buffer): Buffer | undefined {
    const length = Math.min(bytes.length, PROTOCOL_HEADER.length);
    if (!bytes.subarray(0, length).equals(PROTOCOL_HEADER.subarray(0, length))) {
      this.#isClosing = true;
      this.socket.end(PROTOCOL_HEADER);
      this.socket.destroySoon();
      return undefined;
    }
    this.#head = length < PROTOCOL_HEADER.length ? bytes : undefined;
    if (this.#head) return undefined;
    this.#handshake.begin();

    return bytes.subarray(length);
  }

  #readFrames(): void {
    let frame: Frame | undefined;
    do {
      frame = undefined;
      try {
        frame = this.#reader.next();
        if (frame) this.#takeFrame(frame);
      } catch (thrown) {
        this.#fail(thrown, frame);
        // Where a frame ends is not known any more.
        if (!frame) return;
      }
    } while (frame);
  }

  #takeFrame(frame: Frame): void {
    if (frame.type === FRAME.heartbeat) {
      if (frame.channel !== 0) throw new AmqpError('FRAME_ERROR', 'a heartbeat on a channel');
      return;
    }
    if (this.#isClosing) this.#awaitClosed(frame);
    else if (frame.channel === 0 || !this.#agreement) this.#takeMethod(frame);
    else this.#takeOnChannel(frame, this.#agreement);
  }

  #takeMethod({ type, channel, payload }: Frame): void {
    if (type !== FRAME.method || channel !== 0) {
      throw new AmqpError('UNEXPECTED_FRAME', `a frame of type ${type} on channel ${channel}`);
    }
    const method = decodeMethod(payload);
    if (method.name === 'connection.close') return this.#leave();
    if (!this.#agreement) return this.#shakeHands(method);

    throw new AmqpError('COMMAND_INVALID', `${method.name} on channel 0`);
  }

  #shakeHands(method: Method): void {
    this.#agreement = this.#handshake.take(method);
    if (!this.#agreement) return;
    clearTimeout(this.#timer);
    this.#reader.frameMax = this.#agreement.frameMax;
    this.#heartbeat = new Heartbeat(this.#agreement.heartbeat, {
      wasSent: () => this.#outgoing.takeWritten(),
      isDeaf: () => this.socket.isPaused(),
      send: () => this.#outgoing.write(HEARTBEAT_FRAME),
      lost: () => this.socket.destroy(),
    });
  }

  #takeOnChannel(frame: Frame, { channelMax }: Agreement): void {
    const channel = this.#channels.get(frame.channel);
    if (!channel) return this.#openChannel(frame, channelMax);
    if (channel.take(frame)) this.#channels.delete(frame.channel);
  }

  #openChannel({ type, channel, payload }: Frame, channelMax: number): void {
    if (channel > channelMax) {
      throw new AmqpError('CHANNEL_ERROR', `channel ${channel}, of at most ${channelMax}`);
    }
    if (type !== FRAME.method || decodeMethod(payload).name !== 'channel.open') {
      throw new AmqpError('CHANNEL_ERROR', "expected 'channel.open'");
    }
    this.#channels.set(channel, new Channel(channel, this));
    this.send(channel, 'channel.open-ok', { reserved: Buffer.alloc(0) });
  }

  #fail(thrown: unknown, frame: Frame | undefined): void {
    const error =
      thrown instanceof AmqpError ? thrown : new AmqpError('INTERNAL_ERROR', String(thrown));
    const place = placeOf(frame);
    const channel = this.#channels.get(frame?.channel ?? 0);
    if (channel && error.endsChannelOnly) channel.fail(error, place);
    else this.close(error, place);
  }

  #leave(): void {
    this.#isClosing = true;
    this.#release();
    this.send(0, 'connection.close-ok', {});
    this.#outgoing.flush();
    this.socket.end();
  }

  #awaitClosed({ type, channel, payload }: Frame): void {
    if (type !== FRAME.method || channel !== 0) return;
    const { name } = decodeMethod(payload);
    if (name === 'connection.close') this.send(0, 'connection.close-ok', {});
    if (name === 'connection.close' || name === 'connection.close-ok') this.socket.end();
  }

  /** Reads from the peer, or lets it wait. */
  #regulate(): void {
    if (this.#isClosing) return;
    const isBlocked = this.#isPublisher && this.broker.isFull;
    this.#tell(isBlocked);
    if (isBlocked || this.#outgoing.isStuck) this.socket.pause();
    else this.socket.resume();
  }

  #tell(isBlocked: boolean): void {
    if (isBlocked === this.#isTold) return;
    this.#isTold = isBlocked;
    if (this.#agreement?.capabilities.has('connection.blocked') !== true) return;
    if (isBlocked) this.send(0, 'connection.blocked', { reason: 'low on memory' });
    else this.send(0, 'connection.unblocked', {});
  }

  #catchUp(): void {
    this.#regulate();
    for (const channel of [...this.#channels.values()]) channel.resume();
  }

  #release(): void {
    const channels = [...this.#channels.values()];
    this.#channels.clear();
    for (const channel of channels) {
      channel.confirm();
      channel.release();
    }
    this.broker.release(this);
  }

  #end(): void {
    this.#isClosing = true;
    clearTimeout(this.#timer);
    this.#heartbeat?.stop();
    this.#offFull();
    this.#release();
    this.surroundings.ended(this);
  }
}

/** Class and method of a frame, for the answer to a mistake; 0 when it is no method. */
function placeOf(frame: Frame | undefined): { classId: number; methodId: number } {
  if (frame?.type !== FRAME.method || frame.payload.length < 4) return { classId: 0, methodId: 0 };

  return { classId: frame.payload.readUInt16BE(0), methodId: frame.payload.readUInt16BE(2) };
}
