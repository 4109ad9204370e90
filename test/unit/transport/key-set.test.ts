import fc from 'fast-check';
import { KeySet, type TokenVerdict } from '../../../src/transport/key-set.js';
import { SigningKey, keySetOf } from '../../support/signing-keys.js';

const now = new Date('2026-01-01T12:00:00.000Z');
const seconds = now.getTime() / 1_000;
const key = SigningKey.of('EdDSA');
const { jwk } = key;
const checkWith = async (keys: string, token: string): Promise<TokenVerdict> =>
  (await KeySet.read(keys)).check(token, now);
const check = (token: string): Promise<TokenVerdict> => checkWith(keySetOf(key), token);

describe('the check of a token', () => {
  it.each([
    'EdDSA',
    'ES256',
    'ES384',
    'ES512',
    'RS256',
    'RS384',
    'RS512',
    'PS256',
    'PS384',
    'PS512',
  ])('takes a token that is signed with %s', async alg => {
    const signer = SigningKey.of(alg);

    expect(await checkWith(keySetOf(signer), signer.token(now))).toBe('valid');
  });

  it.each([
    ['another issuer', { iss: 'somebody' }],
    ['no issuer', { iss: undefined }],
    ['issuers in a list', { iss: ['opencti'] }],
    ['another subject', { sub: 'user' }],
    ['no subject', { sub: undefined }],
    ['an expiry in the past', { exp: seconds - 1 }],
    ['an expiry at this moment', { exp: seconds }],
    ['no expiry', { exp: undefined }],
    ['an expiry that is a text', { exp: String(seconds + 60) }],
    ['an expiry that is null', { exp: null }],
    ['a beginning in the future', { nbf: seconds + 1 }],
    ['a beginning that is a text', { nbf: 'now' }],
  ])('refuses one with %s', async (_what, claims) => {
    expect(await check(key.token(now, { claims }))).toBe('refused');
  });

  it('takes one whose beginning has passed', async () => {
    expect(await check(key.token(now, { claims: { nbf: seconds } }))).toBe('valid');
  });

  it.each([
    ['no algorithm', { alg: undefined }],
    ['no signature', { alg: 'none' }],
    ['an algorithm that the key is not for', { alg: 'RS256' }],
    ['an algorithm that is a list', { alg: ['EdDSA'] }],
    ['no key id', { kid: undefined }],
    ['a key id that is no text', { kid: 1 }],
    ['a critical extension', { crit: ['b64'], b64: false }],
  ])('refuses one whose header has %s', async (_what, header) => {
    expect(await check(key.token(now, { header }))).toBe('refused');
  });

  it.each(['key 2', '__proto__', 'constructor', ''])('does not know key %p', async kid => {
    expect(await check(key.token(now, { header: { kid } }))).toBe('unknown key');
  });

  it('refuses one that another key signed under the same id', async () => {
    expect(await check(SigningKey.of('EdDSA').token(now))).toBe('refused');
  });

  it('refuses one that takes the public key for a shared secret', async () => {
    const rsa = SigningKey.of('RS256');

    expect(await checkWith(keySetOf(rsa), rsa.confusedToken(now))).toBe('refused');
  });

  it('refuses one whose claims were changed', async () => {
    const [head, , signature] = key.token(now).split('.');
    const [, body] = key.token(now, { claims: { exp: seconds + 99_999 } }).split('.');

    expect(await check(`${head}.${body}.${signature}`)).toBe('refused');
  });

  it.each([
    ['nothing', ''],
    ['two parts', 'a.b'],
    ['four parts', 'a.b.c.d'],
    ['an empty signature', key.token(now).replace(/[^.]+$/, '')],
    ['padding', `${key.token(now)}=`],
    ['a line break', `${key.token(now)}\n`],
    ['a header that is a list', `${Buffer.from('[]').toString('base64url')}.e30.AA`],
    ['a header that is null', `${Buffer.from('null').toString('base64url')}.e30.AA`],
    ['a huge one', key.token(now, { claims: { pad: 'x'.repeat(10_000) } })],
  ])('refuses %s', async (_what, token) => {
    expect(await check(token)).toBe('refused');
  });

  it('never throws, and never takes what was not signed', async () => {
    const part = fc.oneof(
      fc.string(),
      fc.json().map(text => Buffer.from(text).toString('base64url')),
      fc.constant(key.token(now).split('.')[0] ?? ''),
    );

    await fc.assert(
      fc.asyncProperty(fc.array(part, { minLength: 3, maxLength: 3 }), async parts => {
        expect(await check(parts.join('.'))).not.toBe('valid');
      }),
    );
  });
});

describe('a key set', () => {
  const other = SigningKey.of('EdDSA', 'good');
  const setOf = (...keys: readonly unknown[]): string => JSON.stringify({ keys });

  it('has keys by their ids', async () => {
    const newer = SigningKey.of('ES256', 'key 2');
    const both = keySetOf(key, newer);

    expect((await KeySet.read(both)).size).toBe(2);
    expect(await checkWith(both, key.token(now))).toBe('valid');
    expect(await checkWith(both, newer.token(now))).toBe('valid');
  });

  it.each(['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'])(
    'takes %s of an RSA key that names no algorithm',
    async alg => {
      const signer = SigningKey.of(alg);
      const { alg: _alg, ...bare } = signer.jwk;

      expect(await checkWith(setOf(bare), signer.token(now))).toBe('valid');
    },
  );

  it('takes only the algorithm that the key names', async () => {
    const signer = SigningKey.of('PS256');
    const named = setOf({ ...signer.jwk, alg: 'PS384' });

    expect(await checkWith(named, signer.token(now))).toBe('refused');
  });

  it.each<readonly [string, unknown]>([
    ['without an id', { ...jwk, kid: undefined }],
    ['with an id that is no text', { ...jwk, kid: 7 }],
    ['for encryption', { ...jwk, use: 'enc' }],
    ['that may only sign', { ...jwk, key_ops: ['sign'] }],
    ['for an algorithm that it is not fit for', { ...jwk, alg: 'RS256' }],
    ['for a symmetric algorithm', { ...jwk, alg: 'HS256' }],
    ['that is symmetric', { kid: 'key 1', kty: 'oct', k: 'c2VjcmV0', alg: 'HS256' }],
    ['on a curve for something else', { ...jwk, crv: 'X25519' }],
    ['with a broken value', { ...jwk, x: '!' }],
    ['that is null', null],
    ['that is a text', 'key'],
  ])('verifies nothing with a key %s, and is not disturbed by it', async (_what, bad) => {
    const keys = setOf(bad, other.jwk);

    expect(await checkWith(keys, key.token(now))).not.toBe('valid');
    expect(await checkWith(keys, other.token(now))).toBe('valid');
  });

  it('verifies nothing with an RSA key that is weak', async () => {
    const weak = SigningKey.of('RS256', 'key 1', 1_024);

    expect(await checkWith(keySetOf(weak), weak.token(now))).toBe('refused');
  });

  it.each(['', 'null', '7', '{}', '{"keys":{}}', '[', '{"keys":[[]]}'])(
    'is empty when its text is %p',
    async text => {
      expect((await KeySet.read(text)).size).toBe(0);
      expect(await checkWith(text, key.token(now))).toBe('unknown key');
    },
  );

  it('never throws', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.jsonValue()), async keys => {
        expect(await checkWith(setOf(...keys), key.token(now))).not.toBe('valid');
      }),
    );
  });
});
