import { amqpSettings } from '../../../src/transport/index.js';
import { Secret } from '../../../src/config/index.js';
import { brokerName } from '../../../src/transport/amqp-options.js';

const registered = {
  host: 'rabbit',
  port: 5672,
  vhost: '/',
  user: 'opencti',
  pass: new Secret('from-platform'),
  useSsl: false,
};
const invalid = (setting: string) =>
  expect.objectContaining({
    code: 'TRANSPORT_BROKER_INVALID',
    exitCode: 78,
    details: expect.objectContaining({ setting }) as unknown,
  });

describe('amqpSettings', () => {
  it('takes what the platform says, and verifies certificates', () => {
    expect(amqpSettings(registered)).toEqual({ ...registered, rejectUnauthorized: true });
  });

  it('lays the local settings over it, each for itself', () => {
    const pass = new Secret('local');

    const settings = amqpSettings(registered, { host: 'tunnel', port: 5671, useSsl: true, pass });

    expect(settings).toMatchObject({ host: 'tunnel', port: 5671, vhost: '/', user: 'opencti' });
    expect(settings.useSsl).toBe(true);
    expect(settings.pass.reveal()).toBe('local');
  });

  it('lets TLS be switched off, and verification too', () => {
    const settings = amqpSettings(
      { ...registered, useSsl: true },
      { useSsl: false, useSslRejectUnauthorized: false },
    );

    expect(settings).toMatchObject({ useSsl: false, rejectUnauthorized: false });
  });

  it('passes certificates on', () => {
    const key = new Secret('key');
    const passphrase = new Secret('phrase');
    const local = { useSslCa: 'ca', useSslCert: 'cert', useSslKey: key };

    expect(amqpSettings(registered, { ...local, useSslPassphrase: passphrase })).toMatchObject({
      ca: 'ca',
      cert: 'cert',
      key,
      passphrase,
    });
  });

  it('takes a port written as text', () => {
    const port = '5673' as unknown as number;

    expect(amqpSettings({ ...registered, port }).port).toBe(5673);
  });

  it.each([0, -1, 65_536, 1.5, Number.NaN, '', 'x', null, {}, true])('refuses port %j', port => {
    expect(() => amqpSettings({ ...registered, port: port as number })).toThrow(invalid('MQ_PORT'));
  });

  it.each(['', '  ', null, undefined, 5, {}])('refuses host %j', host => {
    expect(() => amqpSettings({ ...registered, host: host as string })).toThrow(invalid('MQ_HOST'));
  });

  it('refuses an empty virtual host', () => {
    expect(() => amqpSettings({ ...registered, vhost: '' })).toThrow(invalid('MQ_VHOST'));
  });
});

describe('brokerName', () => {
  it.each([
    [{}, 'amqp://rabbit:5672/'],
    [{ useSsl: true, port: 5671 }, 'amqps://rabbit:5671/'],
    [{ vhost: 'a/b' }, 'amqp://rabbit:5672/a%2Fb'],
    [{ host: '::1' }, 'amqp://[::1]:5672/'],
  ])('writes %j without credentials', (differences, name) => {
    expect(brokerName({ ...registered, ...differences })).toBe(name);
  });
});
