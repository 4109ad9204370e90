import { isSecretName, secretsOf, withoutSecrets } from '../../../src/http/secret-names.js';

describe('isSecretName', () => {
  it.each([
    'key',
    'apikey',
    'api_key',
    'API-Key',
    'x-api-key',
    'access_token',
    'token',
    'client_secret',
    'password',
    'sig',
    'X-Amz-Signature',
    'X-Amz-Credential',
    'X-Amz-Security-Token',
    'sessionid',
    'auth_key',
  ])('knows %s', name => {
    expect(isSecretName(name)).toBe(true);
  });

  it.each([
    'keyword',
    'keys',
    'monkey',
    'tokenize',
    'page',
    'signed',
    'since',
    'cursor',
    '',
    'author',
  ])('does not take %j for one', name => {
    expect(isSecretName(name)).toBe(false);
  });
});

describe('secretsOf', () => {
  it('finds what a request shows of secrets, in all of its forms', () => {
    const basic = Buffer.from('somebody:pass-word').toString('base64');

    const found = secretsOf(new URL('https://a.example/?api_key=in-the-url&q=not-this'), {
      authorization: `Basic ${basic}`,
      'x-auth-token': 'in-a-header',
      accept: 'application/json',
    });

    expect(found).toEqual(
      expect.arrayContaining(['in-the-url', 'in-a-header', 'pass-word', basic]),
    );
    expect(found).not.toContain('not-this');
    expect(found).not.toContain('application/json');
  });

  it('leaves out what is too short to be looked for', () => {
    expect(secretsOf(new URL('https://a.example/?key=abc'), {})).toEqual([]);
  });
});

describe('withoutSecrets', () => {
  it('replaces every one of them, wherever it stands', () => {
    expect(withoutSecrets('a 123456 b 123456', ['123456'])).toBe('a [secret] b [secret]');
  });
});
