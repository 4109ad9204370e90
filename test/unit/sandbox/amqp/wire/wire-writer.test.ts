import { WireWriter } from '../../../../../src/sandbox/amqp/wire/wire-writer.js';

describe('the writer of the wire', () => {
  it.each<[string, number, (writer: WireWriter) => WireWriter]>([
    ['an octet', 1, writer => writer.octet(1)],
    ['a short', 2, writer => writer.short(1)],
    ['a long', 4, writer => writer.long(1)],
    ['a long long', 8, writer => writer.longLong(1n)],
    ['raw bytes', 3, writer => writer.raw(Buffer.from([0, 0, 1]))],
  ])('keeps %s wherever it has to make room for it', (_what, size, write) => {
    for (let before = 120; before <= 130; before += 1) {
      const bytes = write(new WireWriter().raw(Buffer.alloc(before, 7))).done();

      expect([...bytes.subarray(before)]).toEqual([...Buffer.alloc(size - 1), 1]);
    }
  });
});
