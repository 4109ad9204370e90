import { bareUrl } from '../../../src/http/index.js';

describe('bareUrl', () => {
  it('leaves out everything in which a secret can hide', () => {
    const bare = bareUrl('https://user:pass@feed.example:8443/v1/iocs?api_key=s3cret#s3cret');

    expect(bare).toBe('https://feed.example:8443/v1/iocs');
  });

  it('shows nothing of what is not a URL', () => {
    expect(bareUrl('user:pass@ not a url')).toBe('(invalid URL)');
  });
});
