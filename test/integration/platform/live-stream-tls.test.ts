import { NetworkSettings } from '../../../src/config/index.js';
import type { PlatformOptions } from '../../../src/platform/index.js';
import { SseServer, frame, open } from '../../support/sse-server.js';
import { StreamFollower } from '../../support/stream-follower.js';
import { CERTIFICATE_PATH } from '../../support/tls-fixture.js';

describe('live stream, over TLS', () => {
  let server: SseServer;
  beforeAll(async () => {
    server = await SseServer.start([open(frame('1-0', 'create'))], { isTls: true });
  });
  afterAll(() => server.stop());

  const take = async (platform: Partial<PlatformOptions>): Promise<readonly object[]> => {
    const follower = new StreamFollower(server.url, undefined, undefined, platform);
    try {
      return await follower.take(1);
    } finally {
      await follower.close();
    }
  };
  const network = Object.assign(new NetworkSettings(), { httpsCaCertificates: CERTIFICATE_PATH });

  it('ends with what is wrong when the certificate is not trusted', async () => {
    await expect(take({})).rejects.toMatchObject({ code: 'PLATFORM_CERTIFICATE', exitCode: 78 });
  });

  it.each<[string, Partial<PlatformOptions>]>([
    ['a bundle of the operator', { sslVerify: CERTIFICATE_PATH }],
    ['more authorities', { network }],
    ['nothing, as the operator wishes', { sslVerify: false }],
  ])('checks against %s', async (_what, platform) => {
    expect(await take(platform)).toMatchObject([{ id: '1-0' }]);
  });
});
