import fc from 'fast-check';
import { readRequest } from '../../../src/transport/read-request.js';
import { requestMessage } from '../../support/request-message.js';

const WORK = 'work_3f0c1c9e-7b1c-4a53-8b3e-6f6a2f1f9a10_2026-03-04T09:12:33.120Z';
const read = (text: string | Buffer) => readRequest(Buffer.from(text));

describe('readRequest', () => {
  it('gives the parsed body, with its work as the key', () => {
    const text = requestMessage(WORK);

    expect(read(text)).toEqual({ key: WORK, workId: WORK, body: JSON.parse(text) });
  });

  it('tells requests without a work apart by their bytes', () => {
    const [one, same, other] = [{}, {}, { bundle: '{}' }].map(event =>
      read(requestMessage(null, event)),
    );

    expect(one).toEqual(same);
    expect(one).toMatchObject({ key: expect.stringMatching(/^body:[0-9a-f]{64}$/) });
    expect(one).not.toHaveProperty('workId');
    expect(other).not.toMatchObject({ key: (one as { key: string }).key });
  });

  it.each([
    ['nothing', '', 'it is empty'],
    ['no JSON', 'hello', 'it is not JSON'],
    ['half of it', requestMessage(null).slice(0, 60), 'it is not JSON'],
    ['NUL', '\0', 'it is not JSON'],
    ['bytes that are no text', Buffer.from([0x22, 0xff, 0x22]), 'it is not UTF-8'],
    ['a number', '7', 'it is JSON, but no object'],
    ['null', 'null', 'it is JSON, but no object'],
    ['a list', '[{}]', 'it is JSON, but no object'],
    ['an object without members', '{}', 'it has no object "internal"'],
    ['a list as member', '{"internal":[],"event":{}}', 'it has no object "internal"'],
    ['no event', '{"internal":{}}', 'it has no object "event"'],
    ['an event that is null', '{"internal":{},"event":null}', 'it has no object "event"'],
    [
      'members only in its prototype',
      '{"__proto__":{"internal":{},"event":{}}}',
      'it has no object "internal"',
    ],
  ])('refuses %s', (_what, text, reason) => {
    expect(read(text)).toEqual({ reason });
  });

  it('says which work half a message is for', () => {
    const half = requestMessage(WORK).slice(0, 200);

    expect(read(half)).toEqual({ reason: 'it is not JSON', workId: WORK });
  });

  it('says which work a message without event is for', () => {
    const text = JSON.stringify({ internal: { work_id: WORK } });

    expect(read(text)).toEqual({ reason: 'it has no object "event"', workId: WORK });
  });

  it.each([
    ['a number', 7],
    ['an object', {}],
    ['empty', ''],
    ['huge', 'w'.repeat(10_000)],
  ])('goes by the bytes when the work is %s', (_what, workId) => {
    const text = JSON.stringify({ internal: { work_id: workId }, event: {} });

    expect(read(text)).toMatchObject({ key: expect.stringMatching(/^body:/) });
  });

  it('never throws', () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.json(),
      fc.uint8Array().map(bytes => Buffer.from(bytes)),
      fc.record({ internal: fc.jsonValue(), event: fc.jsonValue() }).map(v => JSON.stringify(v)),
    );

    fc.assert(
      fc.property(hostile, text => {
        const result = read(text);

        expect('key' in result).not.toBe('reason' in result);
      }),
    );
  });
});
