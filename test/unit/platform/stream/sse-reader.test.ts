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
      { id: undefined, name: '', text: '', isTooLarge: true },
      { id: '2-0', name: 'create', text: '2' },
    ]);
  });
});
