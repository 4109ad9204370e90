import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { skipPrefix } from '../../../src/platform/skip-prefix.js';

const differs = (): Error => new Error('differs');
const prefixOf = (bytes: Buffer) => ({
  bytes: bytes.length,
  sha256: createHash('sha256').update(bytes).digest(),
});
async function* inChunks(bytes: Buffer, size: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}
const collect = async (chunks: AsyncIterable<Buffer>): Promise<Buffer> => {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);

  return Buffer.concat(all);
};

describe('skipPrefix', () => {
  it('gives what follows, wherever the chunks are cut', async () => {
    const cuts = fc.record({
      bytes: fc.uint8Array({ minLength: 1, maxLength: 40 }),
      known: fc.nat(40),
      size: fc.integer({ min: 1, max: 50 }),
    });

    await fc.assert(
      fc.asyncProperty(cuts, async ({ bytes, known, size }) => {
        const file = Buffer.from(bytes);
        const length = Math.min(known, file.length);

        const rest = await collect(
          skipPrefix(inChunks(file, size), prefixOf(file.subarray(0, length)), differs),
        );

        expect(rest).toEqual(file.subarray(length));
      }),
    );
  });

  it('gives not one byte of another file', async () => {
    const other = skipPrefix(
      inChunks(Buffer.from('abXdef'), 2),
      prefixOf(Buffer.from('abc')),
      differs,
    );

    await expect(other.next()).rejects.toThrow('differs');
  });

  it('fails on a file that became shorter', async () => {
    const shorter = skipPrefix(
      inChunks(Buffer.from('ab'), 1),
      prefixOf(Buffer.from('abc')),
      differs,
    );

    await expect(collect(shorter)).rejects.toThrow('differs');
  });
});
