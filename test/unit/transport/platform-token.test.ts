import fc from 'fast-check';
import { readKeySet } from '../../../src/transport/key-set.js';
import { checkToken } from '../../../src/transport/platform-token.js';
import { SigningKey, keySetOf } from '../../support/signing-keys.js';

const now = new Date('2026-01-01T12:00:00.000Z');
const seconds = now.getTime() / 1_000;
const key = SigningKey.of('EdDSA');
const keys = readKeySet(keySetOf(key));
const check = (token: string) => checkToken(token, keys, now);

describe('checkToken', () => {
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
  ])('takes a token that is signed with %s', alg => {
    const signer = SigningKey.of(alg);

    expect(checkToken(signer.token(now), readKeySet(keySetOf(signer)), now)).toBe('valid');
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
  ])('refuses one with %s', (_what, claims) => {
    expect(check(key.token(now, { claims }))).toBe('refused');
  });

  it('takes one whose beginning has passed', () => {
    expect(check(key.token(now, { claims: { nbf: seconds } }))).toBe('valid');
  });

  it.each([
    ['no algorithm', { alg: undefined }],
    ['no signature', { alg: 'none' }],
    ['an algorithm that the key is not for', { alg: 'RS256' }],
    ['an algorithm that is a list', { alg: ['EdDSA'] }],
    ['no key id', { kid: undefined }],
    ['a key id that is no text', { kid: 1 }],
    ['a critical extension', { crit: ['b64'], b64: false }],
  ])('refuses one whose header has %s', (_what, header) => {
    expect(check(key.token(now, { header }))).toBe('refused');
  });

  it.each(['key 2', '__proto__', 'constructor', ''])('does not know key %p', kid => {
    expect(check(key.token(now, { header: { kid } }))).toBe('unknown key');
  });

  it('refuses one that another key signed under the same id', () => {
    expect(check(SigningKey.of('EdDSA').token(now))).toBe('refused');
  });

  it('refuses one that takes the public key for a shared secret', () => {
    const rsa = SigningKey.of('RS256');

    expect(checkToken(rsa.confusedToken(now), readKeySet(keySetOf(rsa)), now)).toBe('refused');
  });

  it('refuses one whose claims were changed', () => {
    const [head, , signature] = key.token(now).split('.');
    const [, body] = key.token(now, { claims: { exp: seconds + 99_999 } }).split('.');

    expect(check(`${head}.${body}.${signature}`)).toBe('refused');
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
  ])('refuses %s', (_what, token) => {
    expect(check(token)).toBe('refused');
  });

  it('never throws, and never takes what was not signed', () => {
    const part = fc.oneof(
      fc.string(),
      fc.json().map(text => Buffer.from(text).toString('base64url')),
      fc.constant(key.token(now).split('.')[0] ?? ''),
    );

    fc.assert(
      fc.property(fc.array(part, { minLength: 3, maxLength: 3 }), parts => {
        expect(check(parts.join('.'))).not.toBe('valid');
      }),
    );
  });
});
