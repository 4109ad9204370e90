import { createHash, createHmac } from 'node:crypto';
import { Secret } from '../../../../src/config/index.js';
import { hmac, type Credentials, type HmacOptions } from '../../../../src/http/index.js';

const at = new Date('2026-05-04T12:00:00.750Z');
const tools = { now: () => at, send: () => Promise.reject(new Error('nothing is sent')) };
const request = {
  method: 'POST',
  url: new URL('https://a.example/v1/x?since=1'),
  headers: { accept: '*/*' },
  body: '{"q":1}',
};

const signed = async (options: Partial<HmacOptions>): Promise<Credentials | undefined> =>
  hmac(new Secret('s3cret'), {
    text: ({ method, path, timestamp }) => `${method}:${path}:${timestamp}`,
    headers: signature => ({ 'x-signature': signature }),
    ...options,
  }).credentials?.(request, tools);

describe('hmac', () => {
  it('signs what the source wants to be signed', async () => {
    const expected = createHmac('sha256', 's3cret')
      .update('POST:/v1/x?since=1:1777896000')
      .digest('hex');

    await expect(signed({})).resolves.toEqual({ headers: { 'x-signature': expected } });
  });

  it('knows algorithms, encodings and secrets that are bytes', async () => {
    const given = await signed({
      algorithm: 'sha512',
      encoding: 'base64',
      secretEncoding: 'base64',
    });

    const expected = createHmac('sha512', Buffer.from('s3cret', 'base64'))
      .update('POST:/v1/x?since=1:1777896000')
      .digest('base64');
    expect(given).toEqual({ headers: { 'x-signature': expected } });
  });

  it('offers the digest of the body', async () => {
    const digest = createHash('sha256').update('{"q":1}').digest('hex');

    const given = await signed({ headers: (_, { bodySha256 }) => ({ 'x-digest': bodySha256() }) });

    expect(given).toEqual({ headers: { 'x-digest': digest } });
  });
});
