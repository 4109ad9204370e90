import { gzipSync } from 'node:zlib';
import { allOf, bodyOf, inPieces, untilFailure } from '../../../support/body-of.js';

describe('a body', () => {
  it('is read once', async () => {
    const body = bodyOf('[1]');
    await allOf(body.jsonItems());

    await expect(allOf(body.jsonItems())).rejects.toMatchObject({ code: 'HTTP_BODY_USED' });
  });

  it('is closed when it was read', async () => {
    let closed = 0;

    await allOf(bodyOf('[1]', { close: () => void (closed += 1) }).jsonItems());

    expect(closed).toBe(1);
  });

  it('is closed when the reader stops in the middle', async () => {
    let closed = 0;
    const body = bodyOf('[1, 2, 3]', { close: () => void (closed += 1) });

    for await (const _ of body.jsonItems()) break;

    expect(closed).toBe(1);
  });

  it('is closed when it can not be read', async () => {
    let closed = 0;
    const body = bodyOf('<html>', { close: () => void (closed += 1) });

    await untilFailure(body.jsonItems());

    expect(closed).toBe(1);
  });

  it('gives its text, up to a size', async () => {
    await expect(bodyOf(['Zo', 'ë']).text()).resolves.toBe('Zoë');
    await expect(bodyOf('12345').text({ maxBytes: 4 })).rejects.toMatchObject({
      code: 'HTTP_TOO_LARGE',
    });
  });

  it('reads text in the charset that is known of it', async () => {
    const body = bodyOf(Buffer.from('Zo\u00EB', 'latin1'), { charset: 'windows-1252' });

    await expect(body.text()).resolves.toBe('Zoë');
  });
});

describe('gunzip', () => {
  it.each([1, 3, 1_000])('undoes gzip, in chunks of %d', async size => {
    const chunks = inPieces(gzipSync('[1, 2]'), size);

    await expect(allOf(bodyOf(chunks).gunzip().jsonItems())).resolves.toEqual([1, 2]);
  });

  it('leaves alone what is no gzip any more', async () => {
    await expect(allOf(bodyOf('[1, 2]').gunzip().jsonItems())).resolves.toEqual([1, 2]);
    await expect(bodyOf('').gunzip().text()).resolves.toBe('');
  });

  it('reads several packed parts as one', async () => {
    const both = Buffer.concat([gzipSync('[1,'), gzipSync(' 2]')]);

    await expect(bodyOf(both).gunzip().text()).resolves.toBe('[1, 2]');
  });

  it.each([
    ['cut', gzipSync('x'.repeat(10_000)).subarray(0, 20)],
    ['damaged', Buffer.concat([gzipSync('abc').subarray(0, 12), Buffer.alloc(20, 7)])],
  ])('fails when it is %s', async (_what, bytes) => {
    await expect(bodyOf(bytes).gunzip().text()).rejects.toMatchObject({ code: 'HTTP_TRUNCATED' });
  });

  it('refuses what unpacks to more than is allowed', async () => {
    const packed = gzipSync('x'.repeat(1_000));

    await expect(bodyOf(packed).gunzip({ maxBytes: 999 }).text()).rejects.toMatchObject({
      code: 'HTTP_TOO_LARGE',
    });
  });

  it('refuses what unpacks to many times its size', async () => {
    const bomb = gzipSync(Buffer.alloc(20_000_000));

    await expect(bodyOf(bomb).gunzip().text()).rejects.toMatchObject({
      code: 'HTTP_BOMB',
      details: { maxRatio: 250 },
    });
  });

  it('closes what it reads from', async () => {
    let closed = 0;
    const body = bodyOf(gzipSync('[1, 2]'), { close: () => void (closed += 1) });

    for await (const _ of body.gunzip().jsonItems()) break;

    expect(closed).toBeGreaterThanOrEqual(1);
  });
});
