import { createPublicKey, verify } from 'node:crypto';
import { SigningKey } from '../../../../src/sandbox/connectors/signing-key.js';

interface Jwk {
  readonly kty: string;
  readonly crv: string;
  readonly x: string;
  readonly kid: string;
}

function decoded(part: string | undefined): Record<string, unknown> {
  return JSON.parse(Buffer.from(part ?? '', 'base64url').toString()) as Record<string, unknown>;
}

describe('signing key', () => {
  it('signs what its public key verifies', () => {
    const key = new SigningKey();
    const [jwk] = (JSON.parse(key.jwks()) as { keys: [Jwk] }).keys;

    const [header, claims, signature] = key.jwt(new Date('2026-01-01T00:00:00Z')).split('.');

    const publicKey = createPublicKey({ key: { ...jwk }, format: 'jwk' });
    const signed = Buffer.from(`${header}.${claims}`);
    const isGood = verify(null, signed, publicKey, Buffer.from(signature ?? '', 'base64url'));
    expect(isGood).toBe(true);
    expect(decoded(header)).toEqual({ alg: 'EdDSA', typ: 'JWT', kid: jwk.kid });
    expect(decoded(claims)).toEqual({
      iss: 'opencti',
      sub: 'connector',
      iat: 1_767_225_600,
      exp: 1_767_225_600 + 3_600,
    });
  });

  it('signs anew after half an hour', () => {
    const key = new SigningKey();
    const at = (minutes: number): string => key.jwt(new Date(minutes * 60_000));

    const [first, within, later] = [at(0), at(29), at(30)];

    expect(within).toBe(first);
    expect(later).not.toBe(first);
  });
});
