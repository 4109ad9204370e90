import { WireWriter } from '../../../../../src/sandbox/amqp/wire/wire-writer.js';

/** One byte less than the writer begins with. */
const ALMOST_FULL = Buffer.alloc(127, 0xaa);

describe('the writer of AMQP values', () => {
  it.each<[string, (writer: WireWriter) => WireWriter, string]>([
    ['an octet', writer => writer.octet(1).octet(2), '0102'],
    ['a short', writer => writer.short(0x0102), '0102'],
    ['a long', writer => writer.long(0x01020304), '01020304'],
    ['a long long', writer => writer.longLong(0x0102030405060708n), '0102030405060708'],
    ['a short string', writer => writer.shortString('ab'), '026162'],
    ['a long string', writer => writer.longString(Buffer.from('ab')), '000000026162'],
    ['bytes', writer => writer.raw(Buffer.from('ab')), '6162'],
  ])('writes %s where its first memory ends', (_, write, expected) => {
    const bytes = write(new WireWriter().raw(ALMOST_FULL)).done();

    expect(bytes.subarray(0, ALMOST_FULL.length)).toEqual(ALMOST_FULL);
    expect(bytes.subarray(ALMOST_FULL.length).toString('hex')).toBe(expected);
  });
});
