import { storedContent } from '../../../src/runtime/listening/files/stored-content.js';

const LINE = `198.51.100.7;${'a long line of a large file, '.repeat(40)}
`;
const CHUNK = Buffer.from(LINE.repeat(60));
const SIZE = 200_000_000;

/** 200 MB, made while they are read. */
async function* large(): AsyncGenerator<Buffer> {
  for (let sent = 0; sent < SIZE; sent += CHUNK.length) yield Buffer.from(CHUNK);
}

/** What is alive, in megabytes. */
function alive(): number {
  const { heapUsed, arrayBuffers } = process.memoryUsage();

  return (heapUsed + arrayBuffers) / 1e6;
}

describe('a file of 200 MB', () => {
  it.each(['lines', 'csv'] as const)(
    'is read by its %s in the memory of a few pieces',
    async way => {
      const file = storedContent(
        {
          id: 'import/global/large.csv',
          name: 'large.csv',
          mime: 'text/csv',
          fetch: '/storage/get/x',
        },
        large,
      );
      const options = { delimiter: ';', columns: ['ip', 'text'] } as const;
      const items = way === 'lines' ? file.lines() : file.csv(options);
      const before = alive();
      let count = 0;
      let most = 0;

      for await (const _item of items) {
        count += 1;
        if (count % 5_000 === 0) most = Math.max(most, alive());
      }

      expect(count).toBeGreaterThan(170_000);
      expect(most - before).toBeLessThan(120);
    },
  );
});
