import { rootCertificates } from 'node:tls';
import { Secret } from '../../../src/config/index.js';
import { tlsMaterial } from '../../../src/transport/tls-material.js';
import { CERTIFICATE_PATH, TLS_SERVER_OPTIONS } from '../../support/tls-fixture.js';
import { AMQP_OPTIONS } from './fake-broker.js';

const tls = { ...AMQP_OPTIONS, useSsl: true };
const invalid = (setting: string) =>
  expect.objectContaining({
    code: 'TRANSPORT_BROKER_INVALID',
    details: expect.objectContaining({ setting }) as unknown,
  });

describe('tlsMaterial', () => {
  it('is nothing without TLS', () => {
    expect(tlsMaterial({ ...AMQP_OPTIONS, ca: '/nowhere' })).toEqual({});
  });

  it('verifies the broker unless told otherwise', () => {
    expect(tlsMaterial(tls)).toEqual({ rejectUnauthorized: true });
    expect(tlsMaterial({ ...tls, rejectUnauthorized: false })).toEqual({
      rejectUnauthorized: false,
    });
  });

  it('takes an authority as a file or as text, beside those of Node', () => {
    const ca = [...rootCertificates, TLS_SERVER_OPTIONS.cert];

    expect(tlsMaterial({ ...tls, ca: CERTIFICATE_PATH }).ca).toEqual(ca);
    expect(tlsMaterial({ ...tls, ca: TLS_SERVER_OPTIONS.cert }).ca).toEqual(ca);
  });

  it('takes a certificate of its own, with a secret key', () => {
    const key = new Secret(TLS_SERVER_OPTIONS.key);

    expect(tlsMaterial({ ...tls, cert: CERTIFICATE_PATH, key })).toMatchObject({
      cert: TLS_SERVER_OPTIONS.cert,
      key: TLS_SERVER_OPTIONS.key,
    });
  });

  it('takes empty settings for none', () => {
    const settings = { ca: '', cert: '', key: new Secret(''), passphrase: '' };

    expect(tlsMaterial({ ...tls, ...settings })).toEqual({ rejectUnauthorized: true });
  });

  it('names the setting whose file is missing, and not what a key holds', () => {
    expect(() => tlsMaterial({ ...tls, ca: '/nowhere/ca.pem' })).toThrow(invalid('MQ_USE_SSL_CA'));
    expect(() => tlsMaterial({ ...tls, key: new Secret('s3cret') })).toThrow(
      expect.objectContaining({ message: expect.not.stringContaining('s3cret') as unknown }),
    );
  });

  it('refuses damaged PEM', () => {
    const cert = '-----BEGIN CERTIFICATE-----\nnot base64\n-----END CERTIFICATE-----';

    expect(() => tlsMaterial({ ...tls, cert })).toThrow(invalid('MQ_USE_SSL_*'));
  });
});
