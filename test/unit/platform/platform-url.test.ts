import { platformUrl } from '../../../src/platform/platform-url.js';

describe('platformUrl', () => {
  it.each([
    ['http://localhost:8080', 'http://localhost:8080'],
    ['http://localhost:8080/', 'http://localhost:8080'],
    [' https://opencti.example/// ', 'https://opencti.example'],
    ['https://example.org/opencti/', 'https://example.org/opencti'],
    ['https://example.org/opencti/graphql', 'https://example.org/opencti'],
    ['https://opencti.example/graphql/', 'https://opencti.example'],
    ['https://opencti.example/?x=1#y', 'https://opencti.example'],
    ['HTTPS://OpenCTI.Example', 'https://opencti.example'],
  ])('makes of %j %j', (text, url) => {
    expect(platformUrl(text)).toBe(url);
  });

  it.each([
    '',
    'ChangeMe',
    'opencti:8080',
    'ftp://opencti.example',
    'https://',
    'https://us:s3cret@opencti.example',
    '\u0000',
  ])('refuses %j without showing it', text => {
    try {
      platformUrl(text);
      throw new Error('it was taken');
    } catch (error) {
      expect(error).toMatchObject({ code: 'PLATFORM_URL', exitCode: 78 });
      expect(String(error)).not.toContain('s3cret');
      expect((error as Error).cause).toBeUndefined();
    }
  });
});
