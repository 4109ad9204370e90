import fc from 'fast-check';
import { SseReader } from '../../../../src/platform/stream/sse-reader.js';

const TEXT =
  'event: connected\ndata: {}\n\nid: 1-0\nevent: create\ndata: {"n":"é☂"}\n\nid: bad\nevent: update\ndata: 2\n\n';
const MESSAGES = [
  { id: undefined, name: 'connected', text: '{}' },
  { id: '1-0', name: 'create', text: '{"n":"é☂"}' },
  { id: undefined, name: 'update', text: '2' },
];

function readAll(chunks: readonly Uint8Array[], limit = 1_000): readonly object[] {
  const reader = new SseReader(limit, () => undefined);

  return chunks.flatMap(chunk => [...reader.feed(chunk)]);
}

describe('sse reader', () => {
  it('gives the same messages wherever the bytes are cut', () => {
    const bytes = Buffer.from(TEXT);

    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: bytes.length })), cuts => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));

        expect(readAll(chunks)).toEqual(MESSAGES);
      }),
    );
  });

  it('leaves out a message that is too large, says so, and reads the next', () => {
    const large = `id: 1-0\nevent: create\ndata: ${'x'.repeat(500)}`;
    const chunks = [large, 'x'.repeat(300), '\n', '\nid: 2-0\nevent: create\ndata: 2\n\n'];

    const messages = readAll(
      chunks.map(text => Buffer.from(text)),
      200,
    );

    expect(messages).toEqual([
      { id: '1-0', name: 'create', text: 'x'.repeat(500), isTooLarge: true },
      { id: '2-0', name: 'create', text: '2' },
    ]);
  });

  it('keeps no more than the beginning of a message that is too large', () => {
    const chunks = ['id: 1-0\nevent: update\ndata: ', ...Array<string>(20).fill('x'.repeat(9_999))];

    const [message] = readAll(
      chunks.map(text => Buffer.from(text)),
      150_000,
    ) as readonly { text: string }[];

    expect(message).toMatchObject({ id: '1-0', name: 'update', isTooLarge: true });
    expect(message?.text).toMatch(/^x{60000,65536}$/);
  });

  it('keeps the beginning of the right message wherever the bytes before it are cut', () => {
    const before = 'id: 1-0\r\nevent: create\r\ndata: 1\r\n\r\n';
    const bytes = Buffer.from(`${before}id: 2-0\r\nevent: delete\r\ndata: ${'x'.repeat(500)}`);

    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: before.length + 30 })), cuts => {
        const at = [0, ...cuts.sort((a, b) => a - b), bytes.length];
        const chunks = at.slice(1).map((end, index) => bytes.subarray(at[index], end));

        expect(readAll(chunks, 200)[1]).toMatchObject({
          ...{ id: '2-0', name: 'delete', isTooLarge: true },
          text: expect.stringMatching(/^x+$/),
        });
      }),
    );
  });
});
