import { saidBy } from '../../../src/http/said.js';

const request = {
  url: new URL('https://a.example/?apikey=s3cret-key'),
  method: 'GET',
  headers: { authorization: 'Bearer t0ken-text' },
};
const said = (body: unknown, headers: Record<string, string> = {}) =>
  saidBy(request, {
    headers,
    body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
  });

describe('saidBy', () => {
  it.each([
    [{ message: 'no such thing' }, 'no such thing'],
    [{ error: { code: 7, message: 'inside' } }, 'inside'],
    [{ error: 'invalid_request', error_description: 'it is wrong' }, 'it is wrong'],
    ['"text"', 'text'],
    [{ title: 'Not Found', detail: 'no cve' }, 'no cve'],
  ])('finds the reason in %j', (body, reason) => {
    expect(said(body)).toBe(reason);
  });

  it('prefers the header that some sources put it into', () => {
    expect(said('<html>', { message: 'Invalid apiKey.' })).toBe('Invalid apiKey.');
  });

  it.each([
    '',
    '<html>404</html>',
    '[]',
    'null',
    '{"message": 7}',
    '{"message": {}}',
    '{"__proto__":1}',
  ])('finds none in %j', body => {
    expect(said(body)).toBeUndefined();
  });

  it('hides what a source sends back of secrets', () => {
    const reason = said({ message: 'key s3cret-key and token t0ken-text are wrong' });

    expect(reason).toBe('key [secret] and token [secret] are wrong');
  });

  it('is short, and of one line', () => {
    const reason = said({ message: `a\u0000\u001b[31m\nb${'x'.repeat(10_000)}` });

    expect(reason?.length).toBeLessThanOrEqual(200);
    expect(reason).toMatch(/^a \[31m bx+$/);
  });
});
