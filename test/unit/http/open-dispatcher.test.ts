import { openDispatcher } from '../../../src/http/index.js';

describe('openDispatcher', () => {
  it.each(['http://', 'ftp://proxy.example', 'http://u:s3cret@:80:80', '://s3cret'])(
    'refuses the proxy %j without showing it',
    httpsProxy => {
      try {
        openDispatcher({ httpsProxy });
        throw new Error('it was taken');
      } catch (error) {
        expect(error).toMatchObject({ code: 'HTTP_PROXY_INVALID', exitCode: 78 });
        expect(String(error)).toContain('HTTPS_PROXY');
        expect(String(error)).not.toContain('s3cret');
      }
    },
  );

  it('takes a proxy without a scheme', async () => {
    const dispatcher = openDispatcher({ httpProxy: 'proxy.example:3128' });

    await dispatcher.close();
  });

  it.each([
    ['a file that is not there', '/nowhere/ca.pem'],
    ['a file without a certificate', __filename],
    ['damaged PEM text', '-----BEGIN CERTIFICATE-----\nbm8=\n-----END CERTIFICATE-----'],
    ['PEM text of a key', '-----BEGIN PRIVATE KEY-----\ns3cret\n-----END PRIVATE KEY-----'],
  ])('refuses CA certificates from %s', (_what, caCertificates) => {
    try {
      openDispatcher({ caCertificates });
      throw new Error('it was taken');
    } catch (error) {
      expect(error).toMatchObject({ code: 'HTTP_CA_UNREADABLE', exitCode: 78 });
      expect(String(error)).not.toContain('s3cret');
    }
  });
});
