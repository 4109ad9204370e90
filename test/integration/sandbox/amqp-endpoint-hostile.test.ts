import { once } from 'node:events';
import type { Socket } from 'node:net';
import { FrameReader } from '../../../src/sandbox/amqp/wire/frame-reader.js';
import { HEARTBEAT_FRAME, methodFrame } from '../../../src/sandbox/amqp/wire/frame-writer.js';
import { decodeMethod, encodeMethod } from '../../../src/sandbox/amqp/wire/method-codec.js';
import type { Method } from '../../../src/sandbox/amqp/wire/methods.js';
import { EndpointRig } from './amqp-endpoint-rig.js';

const HEADER = Buffer.from('AMQP\0\0\x09\x01', 'latin1');
const SECRET = 'no-such-password';

/** Reads the methods that an endpoint sends. */
class Listener {
  readonly #reader = new FrameReader(131_072);

  constructor(private readonly socket: Socket) {
    socket.pause();
  }

  async next(): Promise<Method> {
    for (;;) {
      const frame = this.#reader.next();
      if (frame?.type === 1) return decodeMethod(frame.payload);
      if (frame) continue;
      const chunk = this.socket.read() as Buffer | null;
      if (chunk) this.#reader.push(chunk);
      else await once(this.socket, 'readable');
    }
  }
}

function rawFrame(type: number, channel: number, payload: Buffer, end = 0xce): Buffer {
  const head = Buffer.alloc(7);
  head.writeUInt8(type, 0);
  head.writeUInt16BE(channel, 1);
  head.writeUInt32BE(payload.length, 3);

  return Buffer.concat([head, payload, Buffer.from([end])]);
}

const publish = methodFrame(1, 'basic.publish', {
  ...{ reserved: 0, exchange: '', routingKey: 'q', mandatory: false, immediate: false },
});
const unknownMethod = Buffer.from([0, 90, 0, 10]);

describe('the AMQP endpoint, to a hostile peer', () => {
  let rig: EndpointRig;

  beforeEach(async () => {
    rig = await EndpointRig.open();
  });

  afterEach(() => rig.close());

  async function open(): Promise<{ socket: Socket; listener: Listener }> {
    const socket = await rig.socket();
    const listener = new Listener(socket);
    socket.write(HEADER);
    await listener.next();
    const start = { clientProperties: new Map(), mechanism: 'PLAIN', locale: 'en_US' };
    socket.write(methodFrame(0, 'connection.start-ok', { ...start, response: rig.plain }));
    await listener.next();
    const tune = { channelMax: 10, frameMax: 8_192, heartbeat: 0 };
    socket.write(methodFrame(0, 'connection.tune-ok', tune));
    const where = { virtualHost: '/', reserved1: '', reserved2: false };
    socket.write(methodFrame(0, 'connection.open', where));
    await listener.next();
    socket.write(methodFrame(1, 'channel.open', { reserved: '' }));
    await listener.next();

    return { socket, listener };
  }

  it.each<[string, number, Buffer]>([
    ['a frame of no known type', 501, rawFrame(9, 1, Buffer.alloc(4))],
    ['a frame that does not end', 501, rawFrame(1, 1, encodeMethod('channel.close-ok', {}), 0)],
    ['a frame above the limit', 501, rawFrame(3, 1, Buffer.alloc(9_000))],
    [
      'a method that is cut',
      502,
      rawFrame(
        1,
        1,
        encodeMethod('basic.ack', { deliveryTag: 1n, multiple: false }).subarray(0, 6),
      ),
    ],
    ['a method without a name', 502, rawFrame(1, 1, Buffer.from([0]))],
    ['a method of the server', 503, methodFrame(1, 'basic.get-empty', { reserved: '' })],
    ['a method of a channel on the connection', 505, rawFrame(2, 0, Buffer.alloc(14))],
    ['a channel that is not open', 504, methodFrame(2, 'confirm.select', { noWait: false })],
    ['a channel above the limit', 504, methodFrame(11, 'channel.open', { reserved: '' })],
    ['a channel opened twice', 504, methodFrame(1, 'channel.open', { reserved: '' })],
    ['a body without a header', 505, Buffer.concat([publish, rawFrame(3, 1, Buffer.alloc(4))])],
    ['a method within content', 505, Buffer.concat([publish, publish])],
    ['content without a method', 505, rawFrame(2, 1, Buffer.alloc(14))],
    [
      'a header that is cut',
      502,
      Buffer.concat([publish, rawFrame(2, 1, Buffer.from([0, 60, 0]))]),
    ],
    ['a method that is not understood', 540, rawFrame(1, 1, unknownMethod)],
    ['a heartbeat on a channel', 501, rawFrame(8, 1, Buffer.alloc(0))],
  ])('answers %s with %i, and serves the others', async (_, code, bytes) => {
    const other = await (await rig.connect()).createConfirmChannel();
    await other.assertQueue('q');
    const { socket, listener } = await open();

    socket.write(bytes);
    const answer = await listener.next();
    const closed = once(socket, 'close');
    socket.resume().write(methodFrame(0, 'connection.close-ok', {}));
    await closed;
    other.sendToQueue('q', Buffer.from('x'));
    await other.waitForConfirms();

    expect(answer).toMatchObject({ name: 'connection.close', fields: { replyCode: code } });
    expect(await other.checkQueue('q')).toMatchObject({ messageCount: 1 });
  });

  it.each([
    ['another protocol', Buffer.from('GET / HTTP/1.1\r\n\r\n')],
    ['another version', Buffer.from('AMQP\0\x01\0\0', 'latin1')],
  ])('answers %s with the version it speaks, and hangs up', async (_, bytes) => {
    const socket = await rig.socket();
    const closed = once(socket, 'close');
    const answer = once(socket, 'data');

    socket.write(bytes);

    expect((await answer)[0]).toEqual(HEADER);
    socket.end();
    await closed;
  });

  it('refuses methods before credentials, and never repeats a password', async () => {
    const [early, wrong] = [await rig.socket(), await rig.socket()];
    const [first, second] = [new Listener(early), new Listener(wrong)];
    early.write(HEADER);
    wrong.write(HEADER);
    await Promise.all([first.next(), second.next()]);

    early.write(
      methodFrame(0, 'connection.open', { virtualHost: '/', reserved1: '', reserved2: false }),
    );
    const response = Buffer.from(`\0opencti\0${SECRET}`);
    const start = { clientProperties: new Map(), mechanism: 'PLAIN', locale: 'en_US' };
    wrong.write(methodFrame(0, 'connection.start-ok', { ...start, response }));

    expect(await first.next()).toMatchObject({ fields: { replyCode: 503 } });
    const refusal = await second.next();
    expect(refusal).toMatchObject({ name: 'connection.close', fields: { replyCode: 403 } });
    expect(JSON.stringify(refusal)).not.toContain(SECRET);
  });

  it('forgets a message whose peer goes away in the middle of it', async () => {
    const other = await (await rig.connect()).createChannel();
    await other.assertQueue('q');
    const { socket } = await open();
    const gone = once(socket, 'close');

    socket.write(publish);
    socket.write(HEARTBEAT_FRAME);
    socket.destroy();
    await gone;

    expect(await other.checkQueue('q')).toMatchObject({ messageCount: 0 });
  });
});
