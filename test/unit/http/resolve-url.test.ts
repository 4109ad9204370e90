import { resolveUrl } from '../../../src/http/resolve-url.js';

const base = new URL('https://a.example/v1');

describe('resolveUrl', () => {
  it.each([
    ['/iocs', 'https://a.example/v1/iocs'],
    ['iocs?x=1#y', 'https://a.example/v1/iocs?x=1#y'],
    ['', 'https://a.example/v1'],
    ['?page=2', 'https://a.example/v1?page=2'],
    ['iocs/../other', 'https://a.example/v1/other'],
    ['https://b.example/x', 'https://b.example/x'],
  ])('puts %j behind the base', (url, expected) => {
    expect(resolveUrl(url, base).href).toBe(expected);
  });

  it('keeps the credentials of the base', () => {
    const secret = new URL('https://u:p@a.example/');

    expect(resolveUrl('x', secret).href).toBe('https://u:p@a.example/x');
  });

  it.each(['../admin', '/ip/../../admin', '/..%2f/../../x'])('does not let %j lead out', url => {
    expect(() => resolveUrl(url, base)).toThrow(expect.objectContaining({ code: 'HTTP_URL' }));
  });

  it('does not take the name of a host for one', () => {
    expect(resolveUrl('//evil.example/x', base).origin).toBe('https://a.example');
  });

  it.each(['/x', '', 'x', '//a.example'])('takes %j for no address without a base', url => {
    expect(() => resolveUrl(url, undefined)).toThrow(expect.objectContaining({ code: 'HTTP_URL' }));
  });
});
