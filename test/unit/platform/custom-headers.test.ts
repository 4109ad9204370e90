import { parseCustomHeaders } from '../../../src/platform/custom-headers.js';

describe('parseCustomHeaders', () => {
  it('reads pairs, of which only the first colon separates', () => {
    const { headers, unreadable } = parseCustomHeaders('X-Tenant: blue ; x-forwarded: http://a:1;');

    expect(headers).toEqual({ 'x-tenant': 'blue', 'x-forwarded': 'http://a:1' });
    expect(unreadable).toEqual([]);
  });

  it.each([undefined, '', ' ; ;'])('finds none in %j', text => {
    expect(parseCustomHeaders(text)).toEqual({ headers: {}, unreadable: [] });
  });

  it('names unreadable pairs by their position alone', () => {
    const { headers, unreadable } = parseCustomHeaders('s3cret;x-a:b;:s3cret;x c:s3cret;x-d:');

    expect(headers).toEqual({ 'x-a': 'b' });
    expect(unreadable).toEqual([1, 3, 4, 5]);
  });

  it('takes __proto__ for a name like any other', () => {
    const { headers } = parseCustomHeaders('__proto__:x;x-a:b');

    expect(headers['x-a']).toBe('b');
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
  });

  it.each(['x-a:b\r\nx-evil:c', 'x-a:b\u0000c', 'x-a:日本'])(
    'refuses the value of %j, unseen',
    text => {
      expect(() => parseCustomHeaders(text)).toThrow(
        expect.objectContaining({ code: 'PLATFORM_HEADER', details: { name: 'x-a' } }),
      );
    },
  );
});
