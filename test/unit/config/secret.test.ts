import { format, inspect } from 'node:util';
import { Secret } from '../../../src/config/index.js';

const TOKEN = 'sesame-4711';

describe('Secret', () => {
  const secret = new Secret(TOKEN);

  it('gives itself away on request only', () => {
    expect(secret.reveal()).toBe(TOKEN);
  });

  it.each<[string, string]>([
    ['String()', String(secret)],
    ['a template', `${secret.toString()} ${secret as unknown as string}`],
    ['concatenation', 'x' + (secret as unknown as string)],
    ['JSON', JSON.stringify({ secret })],
    ['inspection', inspect({ deep: [secret] }, { depth: 5, showHidden: true })],
    ['format', format('%s %o %O %j', secret, secret, secret, secret)],
    [
      'an error',
      new Error('no', { cause: secret }).stack + inspect(new Error('', { cause: secret })),
    ],
    ['its keys', Object.keys(secret).join() + Reflect.ownKeys(secret).map(String).join()],
    ['a copy', JSON.stringify({ ...secret }) + JSON.stringify(Object.assign({}, secret))],
    ['structuredClone', JSON.stringify(structuredClone({ ...secret }))],
  ])('does not show in %s', (_where, text) => {
    expect(text).not.toContain(TOKEN);
  });

  it('prints as [secret]', () => {
    expect(`${secret as unknown as string}`).toBe('[secret]');
    expect(JSON.stringify(secret)).toBe('"[secret]"');
    expect(inspect(secret)).toBe('[secret]');
  });

  it('can not be changed', () => {
    expect(() => Object.assign(secret, { reveal: () => 'other' })).toThrow(TypeError);
  });
});
