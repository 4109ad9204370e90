import { outgoing } from '../../../src/http/outgoing.js';

describe('outgoing', () => {
  it('adds the query, encoded, and leaves out what is undefined', () => {
    const { url } = outgoing(
      'https://a.example/x?fixed=1',
      { query: { q: 'a&b=c', page: 2, all: true, none: undefined, tag: ['x', 'y'] } },
      'ua',
    );

    expect(url.search).toBe('?fixed=1&q=a%26b%3Dc&page=2&all=true&tag=x&tag=y');
  });

  it('moves credentials from the URL into a header', () => {
    const { url, headers } = outgoing('https://us%3Aer:p%40ss@a.example/', {}, 'ua');

    expect(url.href).toBe('https://a.example/');
    expect(headers['authorization']).toBe(`Basic ${Buffer.from('us:er:p@ss').toString('base64')}`);
  });

  it('sends an object as JSON, and text as it is', () => {
    const json = outgoing('https://a.example/', { method: 'post', body: { a: 1 } }, 'ua');
    const text = outgoing('https://a.example/', { method: 'POST', body: 'a=1' }, 'ua');

    expect(json).toMatchObject({
      method: 'POST',
      body: '{"a":1}',
      headers: { 'content-type': 'application/json' },
    });
    expect(text.body).toBe('a=1');
    expect(text.headers).not.toHaveProperty('content-type');
  });

  it('lets the author replace what it sets, however the name is written', () => {
    const { headers } = outgoing(
      'https://a.example/',
      { headers: { 'User-Agent': 'mine', ACCEPT: 'text/csv' } },
      'ua',
    );

    expect(headers).toEqual({ 'user-agent': 'mine', accept: 'text/csv' });
  });

  it.each(['', 'feed.example/x', '/v1', 'https://', '::', '\u0000', 'user:s3cret@'])(
    'refuses %j without showing it',
    url => {
      expect(() => outgoing(url, {}, 'ua')).toThrow(expect.objectContaining({ code: 'HTTP_URL' }));
      try {
        outgoing(url, {}, 'ua');
      } catch (error) {
        expect(JSON.stringify(error)).not.toContain('s3cret');
        expect((error as Error).cause).toBeUndefined();
      }
    },
  );

  it('refuses schemes that are neither http nor file', () => {
    expect(() => outgoing('ftp://a.example/', {}, 'ua')).toThrow('ftp:');
  });

  it('refuses a body that JSON can not carry', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;

    expect(() => outgoing('https://a.example/', { body: circle }, 'ua')).toThrow(
      expect.objectContaining({ code: 'HTTP_REQUEST' }),
    );
  });
});
