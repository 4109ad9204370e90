import { ADMINISTRATOR } from '../../../../src/sandbox/users/user.js';
import { Users } from '../../../../src/sandbox/users/users.js';
import { NOW } from '../platform-rig.js';

function users(): Users {
  let count = 0;

  return new Users(
    'first',
    () => `token-${(count += 1)}`,
    () => new Date(NOW),
    () => {},
  );
}

const input = {
  name: '[C] Alpha',
  email: 'alpha@example.com',
  isServiceAccount: true,
  maxConfidence: 50,
  groups: [],
};

describe('users', () => {
  it('know the administrator by the token the sandbox was started with', () => {
    expect(users().byToken('first')).toBe(ADMINISTRATOR);
    expect(users().byToken('other')).toBeUndefined();
    expect(users().byToken('')).toBeUndefined();
  });

  it('know an account by the tokens it was given, until they are taken back', () => {
    const all = users();
    const account = all.add(input);
    const token = all.addToken(account.id, 'one');
    const found = all.byToken(token.plaintext);

    const isRevoked = all.revokeToken(token.id);

    expect(found).toMatchObject({ name: '[C] Alpha', hasBypass: false });
    expect(isRevoked).toBe(true);
    expect(all.byToken(token.plaintext)).toBeUndefined();
    expect(all.revokeToken(token.id)).toBe(false);
  });

  it('give back the account that has the address already', () => {
    const all = users();

    expect(all.add(input)).toBe(all.add(input));
    expect(all.added()).toHaveLength(1);
  });

  it('come back without their tokens', () => {
    const before = users();
    const account = before.add(input);
    before.addToken(account.id, 'one');
    const after = users();

    after.restore(before.added());

    expect(after.get(account.id)).toEqual(account);
    expect(after.tokensOf(account.id)).toEqual([]);
  });
});
