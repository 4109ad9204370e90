import { Secret } from '../../../src/config/index.js';
import { bearerOf, tokenAuth } from '../../../src/transport/callback-auth.js';

const TOKEN = '0d4c7c9e-6f0b-4f43-9a52-6d1b0f3a8f11';

describe('tokenAuth', () => {
  it.each([
    [TOKEN, true],
    [TOKEN.toUpperCase(), false],
    [TOKEN.slice(1), false],
    [`${TOKEN}0`, false],
    ['', false],
    ['\0', false],
    ['x'.repeat(100_000), false],
  ])('judges %.40p as %p', async (credential, isAdmitted) => {
    expect(await tokenAuth(new Secret(TOKEN)).admits(credential)).toBe(isAdmitted);
  });

  it('is refused an empty token: everybody knows it', () => {
    expect(() => tokenAuth(new Secret(''))).toThrow(
      expect.objectContaining({ code: 'TRANSPORT_INBOX_INVALID' }),
    );
  });
});

describe('bearerOf', () => {
  it.each([
    ['the usual header', ['Authorization', 'Bearer abc'], 'abc'],
    ['other cases', ['AUTHORIZATION', 'bearer abc'], 'abc'],
    [
      'other headers around',
      ['Host', 'x', 'authorization', 'Bearer a.b-c', 'Accept', '*'],
      'a.b-c',
    ],
    ['no header', ['Host', 'authorization'], undefined],
    ['another scheme', ['Authorization', 'Basic abc'], undefined],
    ['no scheme', ['Authorization', 'abc'], undefined],
    ['no credential', ['Authorization', 'Bearer '], undefined],
    ['two words', ['Authorization', 'Bearer abc def'], undefined],
    ['a list', ['Authorization', 'Bearer abc, Bearer def'], undefined],
    ['the header twice', ['Authorization', 'Bearer abc', 'authorization', 'Bearer abc'], undefined],
    ['nothing', [], undefined],
  ])('reads %s', (_what, rawHeaders, credential) => {
    expect(bearerOf(rawHeaders)).toBe(credential);
  });
});
