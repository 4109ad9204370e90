import fc from 'fast-check';
import { AmqpError } from '../../../../src/sandbox/amqp/amqp-error.js';
import {
  areEqualValues,
  readFieldTable,
  writeFieldTable,
  type FieldTable,
  type FieldValue,
} from '../../../../src/sandbox/amqp/wire/field-table.js';
import { decodeContentHeader } from '../../../../src/sandbox/amqp/wire/content-header.js';
import { FrameReader } from '../../../../src/sandbox/amqp/wire/frame-reader.js';
import { contentFrames, methodFrame } from '../../../../src/sandbox/amqp/wire/frame-writer.js';
import { decodeMethod, encodeMethod } from '../../../../src/sandbox/amqp/wire/method-codec.js';
import {
  METHODS,
  type FieldType,
  type MethodName,
} from '../../../../src/sandbox/amqp/wire/methods.js';
import { WireReader } from '../../../../src/sandbox/amqp/wire/wire-reader.js';
import { WireWriter } from '../../../../src/sandbox/amqp/wire/wire-writer.js';

const text = fc.string({ unit: 'grapheme', maxLength: 40 });
const { value } = fc.letrec<{ value: FieldValue }>(tie => ({
  value: fc.oneof(
    { depthSize: 'small' },
    fc.boolean(),
    fc.maxSafeInteger(),
    fc.double({ noNaN: true }),
    fc.bigInt({ min: 2n ** 60n, max: 2n ** 63n - 1n }),
    text,
    fc.uint8Array().map(bytes => Buffer.from(bytes)),
    fc.constant(null),
    fc.nat(2_000_000_000).map(seconds => new Date(seconds * 1_000)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(text, tie('value')), { maxLength: 4 }).map(entries => new Map(entries)),
  ),
}));
const table = fc.array(fc.tuple(text, value), { maxLength: 6 }).map(entries => new Map(entries));

const FIELDS: Readonly<Record<FieldType, fc.Arbitrary<unknown>>> = {
  octet: fc.integer({ min: 0, max: 255 }),
  short: fc.integer({ min: 0, max: 65_535 }),
  long: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  longLong: fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }),
  bit: fc.boolean(),
  shortString: text,
  longString: fc.uint8Array().map(bytes => Buffer.from(bytes)),
  table,
};

function fieldsOf(name: MethodName): fc.Arbitrary<never> {
  const fields = Object.entries(METHODS[name].fields).map(([field, type]) => [field, FIELDS[type]]);

  return fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>) as never;
}

function written(given: FieldTable): Buffer {
  const writer = new WireWriter();
  writeFieldTable(writer, given);

  return writer.done();
}

function refusal(run: () => unknown): number | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof AmqpError) return error.code;
    throw error;
  }

  return undefined;
}

describe('the AMQP wire', () => {
  it.each(Object.keys(METHODS) as MethodName[])('reads %s as it was written', name => {
    fc.assert(
      fc.property(fieldsOf(name), fields => {
        expect(decodeMethod(encodeMethod(name, fields))).toEqual({ name, fields });
      }),
      { numRuns: 30 },
    );
  });

  it('reads tables as they were written', () => {
    fc.assert(
      fc.property(table, given => {
        expect(readFieldTable(new WireReader(written(given)))).toEqual(given);
      }),
    );
  });

  it('finds tables equal whatever the order of their names', () => {
    fc.assert(
      fc.property(table, given => {
        expect(areEqualValues(given, new Map([...given].reverse()))).toBe(true);
        expect(
          areEqualValues(
            given,
            new Map([...given, ['another name of forty-one bytes and no other', 1]]),
          ),
        ).toBe(false);
      }),
    );
  });

  it('puts frames together however the bytes were cut', () => {
    const body = Buffer.alloc(50_000, 'x');
    const sent = Buffer.concat([
      methodFrame(3, 'channel.close-ok', {}),
      ...contentFrames(3, Buffer.from([0, 0]), body, 4_096),
    ]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9_000 }), { minLength: 1 }), sizes => {
        const reader = new FrameReader(4_096);
        const payloads: Buffer[] = [];
        for (let at = 0, n = 0; at < sent.length; n += 1) {
          const size = sizes[n % sizes.length] ?? 1;
          reader.push(sent.subarray(at, at + size));
          for (let frame = reader.next(); frame; frame = reader.next()) {
            payloads.push(Buffer.from(frame.payload));
          }
          at += size;
        }

        const [, header = Buffer.alloc(0), ...parts] = payloads;
        expect(decodeContentHeader(header).bodySize).toBe(body.length);
        expect(Buffer.concat(parts).equals(body)).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  it('answers any bytes with a method or with a code, never with another failure', () => {
    const codes = new Set([undefined, 501, 502, 505, 540]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), bytes => {
        const given = Buffer.from(bytes);
        const reader = new FrameReader(4_096);
        reader.push(given);

        expect(codes).toContain(refusal(() => decodeMethod(given)));
        expect(codes).toContain(refusal(() => decodeContentHeader(given)));
        expect(codes).toContain(refusal(() => readFieldTable(new WireReader(given))));
        expect(codes).toContain(refusal(() => reader.next()));
      }),
    );
  });

  it('answers methods that were cut or changed with a code', () => {
    const sent = encodeMethod('queue.declare', {
      ...{ reserved: 0, queue: 'q', passive: false, durable: true, exclusive: false },
      ...{ autoDelete: false, noWait: false, arguments: new Map([['a', [1, 'two', new Map()]]]) },
    });
    fc.assert(
      fc.property(fc.nat(sent.length - 1), fc.nat(255), (at, octet) => {
        const changed = Buffer.from(sent);
        changed[at] = octet;

        expect([undefined, 502, 540]).toContain(refusal(() => decodeMethod(changed)));
        expect([502, 540]).toContain(refusal(() => decodeMethod(sent.subarray(0, at))));
      }),
    );
  });

  it('refuses tables that are nested to exhaust the stack', () => {
    let bytes = Buffer.alloc(0);
    for (let depth = 0; depth < 10_000; depth += 1) {
      const length = Buffer.alloc(4);
      length.writeUInt32BE(bytes.length);
      bytes = Buffer.concat([Buffer.from([1, 0x61, 0x46]), length, bytes]);
    }
    const outer = new WireWriter().longString(bytes).done();

    expect(refusal(() => readFieldTable(new WireReader(outer)))).toBe(502);
  });

  it('keeps names such as __proto__ as names', () => {
    const given = new Map<string, FieldValue>([['__proto__', 'x']]);

    expect(readFieldTable(new WireReader(written(given))).get('__proto__')).toBe('x');
  });

  it('refuses a frame that is larger than agreed before it has come', () => {
    const reader = new FrameReader(4_096);
    reader.push(Buffer.from([1, 0, 0, 0xff, 0xff, 0xff, 0xff]));

    expect(refusal(() => reader.next())).toBe(501);
  });

  it('cuts the text of an answer to a short string', () => {
    const { replyText } = new AmqpError('NOT_FOUND', 'ü'.repeat(300));

    expect(Buffer.byteLength(replyText)).toBeLessThanOrEqual(255);
    expect(replyText).toMatch(/^NOT_FOUND - ü+$/);
  });
});
