import {
  isToken,
  isTrustedHost,
  mayControl,
  mayRead,
  type Visitor,
} from '../../../../src/sandbox/http/access.js';

const local: Visitor = {
  authorization: undefined,
  host: '127.0.0.1:4000',
  address: '127.0.0.1',
  isForwarded: false,
};
const withToken = { ...local, authorization: 'Bearer right' };

describe('isToken', () => {
  it.each([
    ['Bearer right', true],
    ['Bearer wrong', false],
    ['Bearer right ', false],
    ['bearer right', false],
    ['right', false],
    ['Bearer ', false],
    [undefined, false],
  ])('reads %j as %s', (authorization, expected) => {
    expect(isToken(authorization, 'right')).toBe(expected);
  });
});

describe('isTrustedHost', () => {
  it.each([
    ['127.0.0.1:4000', true],
    ['[::1]:4000', true],
    ['localhost:4000', true],
    ['LOCALHOST', true],
    ['192.168.1.5:4000', true],
    ['sandbox.local:4000', true],
    ['evil.example', false],
    ['localhost.evil.example', false],
    ['127.0.0.1.evil.example', false],
    ['user@127.0.0.1', false],
    ['127.0.0.1/path', false],
    ['', false],
    [undefined, false],
  ])('takes the host %j: %s', (host, expected) => {
    expect(isTrustedHost(host, 'sandbox.local')).toBe(expected);
  });
});

describe('reading', () => {
  it('needs no token on this machine', () => {
    expect(mayRead(local, 'right', '127.0.0.1')).toBe(true);
    expect(mayRead({ ...local, address: '::ffff:127.0.0.1' }, 'right', '127.0.0.1')).toBe(true);
  });

  it('is open to the page of the sandbox itself', () => {
    const page = { ...local, origin: 'http://127.0.0.1:4000' };

    expect(mayRead(page, 'right', '127.0.0.1')).toBe(true);
  });

  it.each<[string, Partial<Visitor>]>([
    ['another machine', { address: '192.168.1.9' }],
    ['a proxy on this machine', { isForwarded: true }],
    ['a page of another site', { host: 'evil.example' }],
    ['a page of another site that asks for it', { origin: 'https://evil.example' }],
    ['a page of another server on this machine', { origin: 'http://127.0.0.1:8080' }],
    ['a page that hides where it is from', { origin: 'null' }],
    ['nowhere', { address: undefined }],
  ])('needs the token from %s', (_where, change) => {
    expect(mayRead({ ...local, ...change }, 'right', '127.0.0.1')).toBe(false);
    expect(mayRead({ ...withToken, ...change }, 'right', '127.0.0.1')).toBe(true);
  });
});

describe('control', () => {
  it('needs the token, on this machine too', () => {
    expect(mayControl(local, 'right', '127.0.0.1')).toBe(false);
    expect(mayControl(withToken, 'right', '127.0.0.1')).toBe(true);
  });

  it('is refused under the name of another site, whatever the token', () => {
    expect(mayControl({ ...withToken, host: 'evil.example' }, 'right', '127.0.0.1')).toBe(false);
  });
});
