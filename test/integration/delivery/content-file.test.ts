import {
  appendFileSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ContentFile } from '../../../src/runtime/contents/content-file.js';
import type { ContentRecord } from '../../../src/runtime/contents/content-store.js';
import { UnchangedObjects } from '../../../src/runtime/contents/unchanged-objects.js';
import { RecordingLog } from '../../support/recording-log.js';

let root: string;
let path: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'octiflow-'));
  path = join(root, 'made', 'on demand', 'contents.ndjson');
});

afterEach(() => rmSync(root, { recursive: true, force: true }));

async function loaded(file = new ContentFile(path, 'me')): Promise<ContentRecord[]> {
  const records: ContentRecord[] = [];
  for await (const record of file.load()) records.push(record);
  await file.close();

  return records;
}

/** A file with these records in it. */
async function kept(...records: ContentRecord[]): Promise<void> {
  const file = new ContentFile(path, 'me');
  await file.load().next();
  await file.append(records, true);
  await file.close();
}

const one = { id: 'malware--1', hash: 0x0123456789abcdefn };
const two = { id: 'malware--"2"\n', hash: 1n };

describe('a file of contents', () => {
  it('is made with its folder, and begins with whose it is', async () => {
    expect(await loaded()).toEqual([]);
    expect(readFileSync(path, 'utf8')).toBe('{"contentsOf":"me"}\n');
  });

  it('gives what was kept, in its order', async () => {
    await kept(one, two, { id: one.id });

    expect(await loaded()).toEqual([one, two, { id: one.id }]);
    expect(readFileSync(path, 'utf8').split('\n')).toHaveLength(5);
  });

  it('holds nothing but its new contents when it is replaced', async () => {
    await kept(one);
    const file = new ContentFile(path, 'me');
    await file.replace([two]);
    await file.append([one], false);
    await file.close();

    expect(await loaded()).toEqual([two, one]);
    expect(readdirSync(join(root, 'made', 'on demand'))).toEqual(['contents.ndjson']);
  });

  it('leaves out a line that a crash has cut, and goes on behind the last whole one', async () => {
    await kept(one);
    appendFileSync(path, '["malware--3","00');

    const first = await loaded();
    await kept(two);

    expect(first).toEqual([one]);
    expect(await loaded()).toEqual([one, two]);
  });

  it('whose beginning was cut begins anew', async () => {
    await kept(one);
    writeFileSync(path, '{"content');

    expect(await loaded()).toEqual([]);
    expect(readFileSync(path, 'utf8')).toBe('{"contentsOf":"me"}\n');
  });

  it.each([
    ['no JSON', 'rubbish'],
    ['an object', '{"id":"malware--1"}'],
    ['a hash that is none', '["malware--1","xyz"]'],
    ['a number for an id', '[1,"0123456789abcdef"]'],
    ['too much', '["malware--1","0123456789abcdef",1]'],
    ['nothing', ''],
    ['NUL bytes', '\u0000\u0000'],
    ['an endless id', JSON.stringify(['x'.repeat(201)])],
    ['an endless line', 'x'.repeat(300_000)],
  ])('is unreadable with %s in a line', async (_what, line) => {
    await kept(one);
    appendFileSync(path, `${line}\n["malware--2","0123456789abcdef"]\n`);

    await expect(loaded()).rejects.toThrow(/no record|no end/);
  });

  it('of another connector, user or OpenCTI is unreadable', async () => {
    await kept(one);

    await expect(loaded(new ContentFile(path, 'somebody else'))).rejects.toThrow(/another/);
  });

  it('is gone once it is discarded', async () => {
    await kept(one);
    const file = new ContentFile(path, 'me');
    await file.discard();

    expect(await loaded()).toEqual([]);
  });

  it('that is corrupt is started anew, with a warning', async () => {
    await kept(one);
    appendFileSync(path, 'rubbish\n');
    const log = new RecordingLog();

    const unchanged = new UnchangedObjects(log, new ContentFile(path, 'me'));
    await unchanged.open();
    await unchanged.close();

    expect(log.lines).toEqual([
      expect.objectContaining({ level: 'warn', facts: { path, reason: 'line 3 is no record' } }),
    ]);
    expect(await loaded()).toEqual([]);
  });

  it('that can not be made costs a warning, not the connector', async () => {
    writeFileSync(join(root, 'a file'), '');
    const log = new RecordingLog();

    const file = new ContentFile(join(root, 'a file', 'contents.ndjson'), 'me');
    const unchanged = new UnchangedObjects(log, file);
    await unchanged.open();
    const object = { type: 'tool', id: 'tool--1' };
    await unchanged.confirmed(await unchanged.unsent([object]));

    expect(log.at('warn')).not.toEqual([]);
    expect(await unchanged.unsent([object])).toEqual([]);
    await unchanged.close();
  });
});
