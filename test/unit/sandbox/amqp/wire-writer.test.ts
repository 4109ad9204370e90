import { WireWriter } from '../../../../src/sandbox/amqp/wire/wire-writer.js';

describe('the wire writer', () => {
  // It begins with 128 bytes; what is written across that border must not be lost.
  const before = Buffer.alloc(127, 1);

  it.each<[string, (writer: WireWriter) => WireWriter, Buffer]>([
    ['octets', writer => writer.octet(7).octet(8), Buffer.from([7, 8])],
    ['a short', writer => writer.short(0x0102), Buffer.from([1, 2])],
    ['a long', writer => writer.long(0x01020304), Buffer.from([1, 2, 3, 4])],
    ['a long long', writer => writer.longLong(9n), Buffer.from([0, 0, 0, 0, 0, 0, 0, 9])],
    ['raw bytes', writer => writer.raw(Buffer.alloc(300, 5)), Buffer.alloc(300, 5)],
    ['a short string', writer => writer.shortString('ab'), Buffer.from([2, 97, 98])],
  ])('keeps %s that do not fit into what it began with', (_, write, after) => {
    const bytes = write(new WireWriter().raw(before)).done();

    expect(bytes).toEqual(Buffer.concat([before, after]));
  });
});
