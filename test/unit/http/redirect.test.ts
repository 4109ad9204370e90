import type { Answer } from '../../../src/http/index.js';
import type { Outgoing } from '../../../src/http/outgoing.js';
import { redirected } from '../../../src/http/redirect.js';

const request = (url: string, more: Partial<Outgoing> = {}): Outgoing => ({
  url: new URL(url),
  method: 'GET',
  headers: { accept: '*/*' },
  ...more,
});

const answer = (status: number, location?: string): Answer => ({
  status,
  headers: location === undefined ? {} : { location },
  body: Buffer.alloc(0),
});

describe('redirected', () => {
  it('makes nothing of an answer that is no redirect', () => {
    expect(redirected(request('https://a.example/'), answer(200, '/b'))).toBeUndefined();
  });

  it('resolves a relative location', () => {
    const next = redirected(request('https://a.example/v1/x'), answer(302, '../v2/y?z=1'));

    expect(next?.url.href).toBe('https://a.example/v2/y?z=1');
  });

  it('keeps the headers on the same origin', () => {
    const headers = { authorization: 'Bearer k', accept: '*/*' };

    const next = redirected(request('https://a.example/x', { headers }), answer(302, '/y'));

    expect(next?.headers).toEqual(headers);
  });

  it('takes no credential to another origin', () => {
    const headers = {
      authorization: 'Bearer k',
      cookie: 'id=1',
      'x-api-key': 'k',
      'x-auth-token': 'k',
      accept: 'application/json',
    };

    const next = redirected(
      request('https://a.example/x', { headers }),
      answer(302, 'https://b.example/'),
    );

    expect(next?.headers).toEqual({ accept: 'application/json' });
  });

  it('takes no request with credentials from https to http', () => {
    const secret = request('https://a.example/x', { headers: { authorization: 'Bearer k' } });

    expect(() => redirected(secret, answer(301, 'http://a.example/x'))).toThrow(
      expect.objectContaining({ code: 'HTTP_REDIRECT' }),
    );
  });

  it('turns a posted form into a GET after 303, and drops its body', () => {
    const post = request('https://a.example/x', {
      method: 'POST',
      headers: { accept: '*/*', 'content-type': 'application/json' },
      body: '{}',
    });

    const next = redirected(post, answer(303, '/y'));

    expect(next).toMatchObject({ method: 'GET', headers: { accept: '*/*' } });
    expect(next).not.toHaveProperty('body');
  });

  it('keeps method and body after 307', () => {
    const post = request('https://a.example/x', { method: 'POST', body: '{}' });

    expect(redirected(post, answer(307, '/y'))).toMatchObject({ method: 'POST', body: '{}' });
  });

  it.each([undefined, '', 'http://', 'file:///etc/passwd', 'javascript:alert(1)', 'data:,x'])(
    'does not follow %j',
    location => {
      expect(() => redirected(request('https://a.example/x'), answer(302, location))).toThrow(
        expect.objectContaining({ code: 'HTTP_REDIRECT' }),
      );
    },
  );

  it('drops credentials that the location brings along', () => {
    const next = redirected(request('https://a.example/x'), answer(302, 'https://u:p@b.example/'));

    expect(next?.url.href).toBe('https://b.example/');
  });
});
