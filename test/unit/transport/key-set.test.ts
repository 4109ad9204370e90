import fc from 'fast-check';
import { readKeySet } from '../../../src/transport/key-set.js';
import { SigningKey, keySetOf } from '../../support/signing-keys.js';

const ed25519 = SigningKey.of('EdDSA');
const { jwk } = ed25519;
const read = (...keys: readonly unknown[]) => readKeySet(JSON.stringify({ keys }));

describe('readKeySet', () => {
  it('reads keys by their ids', () => {
    const keys = readKeySet(keySetOf(ed25519, SigningKey.of('ES256', 'key 2')));

    expect([...keys.keys()]).toEqual(['key 1', 'key 2']);
  });

  it.each([
    ['EdDSA', ['EdDSA', 'Ed25519']],
    ['ES256', ['ES256']],
    ['ES384', ['ES384']],
    ['ES512', ['ES512']],
    ['RS256', ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512']],
  ])('allows a key for %s what its kind allows', (alg, allowed) => {
    const { alg: _alg, ...bare } = SigningKey.of(alg).jwk;

    expect([...(read(bare).get('key 1')?.algorithms ?? [])]).toEqual(allowed);
  });

  it('allows only the algorithm that the key names', () => {
    const key = read(SigningKey.of('PS384').jwk).get('key 1');

    expect([...(key?.algorithms ?? [])]).toEqual(['PS384']);
  });

  it.each([
    ['without an id', { ...jwk, kid: undefined }],
    ['with an id that is no text', { ...jwk, kid: 7 }],
    ['for encryption', { ...jwk, use: 'enc' }],
    ['that may only sign', { ...jwk, key_ops: ['sign'] }],
    ['for an algorithm that it is not fit for', { ...jwk, alg: 'RS256' }],
    ['for a symmetric algorithm', { ...jwk, alg: 'HS256' }],
    ['that is symmetric', { kid: 'key 1', kty: 'oct', k: 'c2VjcmV0', alg: 'HS256' }],
    ['on a curve for something else', { ...jwk, crv: 'X25519' }],
    ['with a broken value', { ...jwk, x: '!' }],
    ['that is RSA and weak', SigningKey.of('RS256', 'key 1', 1_024).jwk],
    ['that is null', null],
    ['that is a text', 'key'],
  ])('leaves out a key %s', (_what, key) => {
    expect(read(key, { ...jwk, kid: 'good' }).size).toBe(1);
  });

  it.each(['', 'null', '7', '{}', '{"keys":{}}', '[', '{"keys":[[]]}'])(
    'finds none in %p',
    text => {
      expect(readKeySet(text).size).toBe(0);
    },
  );

  it('never throws', () => {
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), keys => {
        expect(read(...keys).size).toBeGreaterThanOrEqual(0);
      }),
    );
  });
});
