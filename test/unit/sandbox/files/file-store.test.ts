import { buffer, text } from 'node:stream/consumers';
import { FileStore } from '../../../../src/sandbox/files/file-store.js';
import { MemoryContents } from '../../../../src/sandbox/files/memory-contents.js';
import { NOW } from '../platform-rig.js';

function store(): FileStore {
  return new FileStore(
    new MemoryContents(),
    () => new Date(NOW),
    () => {},
  );
}

function input(
  name: string,
  content: string,
  details: object = {},
): Parameters<FileStore['put']>[0] {
  return {
    folders: ['import', 'global'],
    name,
    bytes: Buffer.from(content),
    creatorId: 'u',
    ...details,
  };
}

describe('file store', () => {
  it('keeps a file under its key, with its name as it was given', async () => {
    const files = store();

    const file = await files.put(input('Report.CSV', 'a,b'));

    expect(file).toEqual({
      id: 'import/global/report.csv',
      name: 'Report.CSV',
      size: 3,
      mimeType: 'text/csv',
      lastModified: NOW,
      version: null,
      markings: [],
      entityId: null,
      creatorId: 'u',
      labels: [],
      listFilters: null,
      analysis: null,
    });
    expect(await text(files.open(file))).toBe('a,b');
  });

  it.each([
    ['a newer version', '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z', 'second'],
    ['the same version', '2026-01-01T00:00:00Z', '2026-01-01T00:00:00Z', 'first'],
    ['an older version', '2026-01-02T00:00:00Z', '2026-01-01T00:00:00Z', 'first'],
    ['no version', '2026-01-02T00:00:00Z', null, 'second'],
    ['a version that is no date', '2026-01-02T00:00:00Z', 'new', 'second'],
  ])('of %s keeps the right one', async (_what, known, offered, kept) => {
    const files = store();
    await files.put(input('a.txt', 'first', { version: known }));

    const file = await files.put(input('a.txt', 'second', { version: offered }));

    expect(await text(files.open(file))).toBe(kept);
    expect(files.under()).toHaveLength(1);
  });

  it('reads a part of a file', async () => {
    const files = store();
    const file = await files.put(input('a.txt', '0123456789'));

    expect(await text(files.open(file, { start: 2, end: 4 }))).toBe('234');
  });

  it('finds files by folder and by entity', async () => {
    const files = store();
    await files.put(input('a.txt', 'a'));
    await files.put({ ...input('b.txt', 'b'), folders: ['import', 'Report', 'r'], entityId: 'r' });
    await files.put({ ...input('c.txt', 'c'), folders: ['export', 'Report', 'r'], entityId: 'r' });

    expect(files.under('import/global/').map(({ name }) => name)).toEqual(['a.txt']);
    expect(files.ofEntity('r', 'import').map(({ name }) => name)).toEqual(['b.txt']);
    expect(files.ofEntity('r', 'export').map(({ name }) => name)).toEqual(['c.txt']);
    expect(files.ofEntity('other', 'import')).toEqual([]);
  });

  it('forgets a deleted file, and says whether there was one', async () => {
    const files = store();
    const file = await files.put(input('a.txt', 'a', { entityId: 'r' }));

    expect(await files.delete(file.id)).toBe(true);
    expect(await files.delete(file.id)).toBe(false);
    expect(files.get(file.id)).toBeUndefined();
    expect(files.ofEntity('r', 'import')).toEqual([]);
  });

  it('keeps an empty file and one of any bytes', async () => {
    const files = store();
    const empty = await files.put(input('empty.bin', ''));
    const bytes = Buffer.from([0, 255, 13, 10]);
    const binary = await files.put({ ...input('b.bin', ''), bytes });

    expect(await buffer(files.open(empty))).toHaveLength(0);
    expect(await files.read(binary)).toEqual(bytes);
  });
});
