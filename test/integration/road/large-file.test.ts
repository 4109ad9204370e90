import { storedContent } from '../../../src/runtime/listening/files/stored-content.js';

const LINE = `198.51.100.7;${'a long line of a large file, '.repeat(40)}
`;
const CHUNK = Buffer.from(LINE.repeat(60));

/** A file of any size, made while it is read. */
async function* large(size: number): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < size; sent += CHUNK.length) yield Buffer.from(CHUNK);
}

/** What is alive, in megabytes. */
function alive(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();

  return (heapUsed + arrayBuffers) / 1e6;
}

describe('a large file', () => {
  // A table is parsed a byte at a time; growth would show in less, and sooner.
  it.each([
    ['lines', 200_000_000],
    ['csv', 40_000_000],
  ] as const)('is read by its %s, %d bytes, in the memory of a few pieces', async (way, size) => {
    const file = storedContent(
      { id: 'import/global/large.csv', name: 'large.csv', mime: 'text/csv', fetch: '/large' },
      () => large(size),
    );
    const options = { delimiter: ';', columns: ['ip', 'text'] } as const;
    const items = way === 'lines' ? file.lines() : file.csv(options);
    const before = alive();
    let count = 0;
    let most = 0;

    for await (const _item of items) {
      count += 1;
      if (count % 1_000 === 0) most = Math.max(most, alive());
    }

    expect(count).toBeGreaterThan(size / LINE.length - 1);
    expect(most - before).toBeLessThan(way === 'lines' ? 120 : 35);
  });
});
