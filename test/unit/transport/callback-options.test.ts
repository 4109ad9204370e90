import { Secret } from '../../../src/config/index.js';
import { callbackEndpoint } from '../../../src/transport/index.js';
import { checkEndpoint } from '../../../src/transport/callback-options.js';
import { CERTIFICATE_PATH, TLS_SERVER_OPTIONS } from '../../support/tls-fixture.js';

const settings = {
  listenProtocolApiPort: 7_070,
  listenProtocolApiPath: '/api/callback',
  listenProtocolApiSsl: false,
  listenProtocolApiSslKey: new Secret(TLS_SERVER_OPTIONS.key),
  listenProtocolApiSslCert: CERTIFICATE_PATH,
};
const invalid = (setting: string) =>
  expect.objectContaining({
    code: 'TRANSPORT_INBOX_INVALID',
    details: expect.objectContaining({ setting }),
  });

describe('callbackEndpoint', () => {
  it('takes port and path', () => {
    expect(callbackEndpoint(settings)).toEqual({ port: 7_070, path: '/api/callback' });
  });

  it('takes key and certificate when TLS is asked for', () => {
    const { tls } = callbackEndpoint({ ...settings, listenProtocolApiSsl: true });

    expect(tls?.cert).toBe(CERTIFICATE_PATH);
    expect(tls?.key.reveal()).toBe(TLS_SERVER_OPTIONS.key);
  });

  it.each([
    ['LISTEN_PROTOCOL_API_SSL_KEY', { listenProtocolApiSslKey: undefined }],
    ['LISTEN_PROTOCOL_API_SSL_CERT', { listenProtocolApiSslCert: undefined }],
    ['LISTEN_PROTOCOL_API_SSL_CERT', { listenProtocolApiSslCert: '' }],
  ])('refuses TLS without %s', (setting, missing) => {
    const wanted = { ...settings, listenProtocolApiSsl: true, ...missing };

    expect(() => callbackEndpoint(wanted)).toThrow(invalid(setting));
  });
});

describe('checkEndpoint', () => {
  it.each(['/', '/api/callback', '/api/callback/', '/a-b_c.d~e'])('takes the path %p', path => {
    expect(checkEndpoint({ port: 0, path })).toBeUndefined();
  });

  it.each([
    '',
    'api',
    '/api/:id',
    '/api/*',
    '/a b',
    '/a?b',
    '/a#b',
    '/%2e',
    '/ä',
    '/health',
    '/\0',
  ])('refuses the path %p', path => {
    expect(() => checkEndpoint({ port: 0, path })).toThrow(
      invalid('CONNECTOR_LISTEN_PROTOCOL_API_PATH'),
    );
  });

  it('reads key and certificate from files or as text', () => {
    const tls = { key: new Secret(TLS_SERVER_OPTIONS.key), cert: CERTIFICATE_PATH };

    expect(checkEndpoint({ port: 0, path: '/', tls })).toEqual(TLS_SERVER_OPTIONS);
  });

  it.each([
    ['an empty key', { key: new Secret('') }, 'LISTEN_PROTOCOL_API_SSL_KEY'],
    ['a missing file', { cert: '/no/such/file.pem' }, 'LISTEN_PROTOCOL_API_SSL_CERT'],
    ['a text that is no PEM', { cert: '-----BEGIN NOTHING' }, 'LISTEN_PROTOCOL_API_SSL_*'],
    ['a certificate as key', { key: new Secret(CERTIFICATE_PATH) }, 'LISTEN_PROTOCOL_API_SSL_*'],
  ])('refuses %s', (_what, wrong, setting) => {
    const tls = { key: new Secret(TLS_SERVER_OPTIONS.key), cert: CERTIFICATE_PATH, ...wrong };

    expect(() => checkEndpoint({ port: 0, path: '/', tls })).toThrow(invalid(setting));
  });

  it('never shows a key that was taken for a path', () => {
    const tls = { key: new Secret('MIIsecret'), cert: CERTIFICATE_PATH };
    let failure: unknown;
    try {
      checkEndpoint({ port: 0, path: '/', tls });
    } catch (error) {
      failure = error;
    }

    expect(failure).toBeInstanceOf(Error);
    const { message, details, cause } = failure as Error & { readonly details: unknown };
    expect(JSON.stringify([message, details, String(cause)])).not.toContain('MIIsecret');
  });
});
