import fc from 'fast-check';
import { storedPath } from '../../../src/platform/stored-path.js';

describe('storedPath', () => {
  it.each([
    ['import/global/report.csv', '/storage/get/import/global/report.csv'],
    [
      '/storage/get/import/Report/7d3b/incident.pdf',
      '/storage/get/import/Report/7d3b/incident.pdf',
    ],
    ['import/global/a b#c?d.csv', '/storage/get/import/global/a%20b%23c%3Fd.csv'],
    ['import/global/100%.csv', '/storage/get/import/global/100%25.csv'],
    ['import/global/é日.csv', '/storage/get/import/global/%C3%A9%E6%97%A5.csv'],
    ['import/global/..a..', '/storage/get/import/global/..a..'],
    ['import/%2e%2e/x', '/storage/get/import/%252e%252e/x'],
    ['http:x/y', '/storage/get/http%3Ax/y'],
    ['a\\..\\b', '/storage/get/a%5C..%5Cb'],
  ])('leads for %j to %s', (file, path) => {
    expect(storedPath(file)).toBe(path);
  });

  it.each([
    ['../graphql'],
    ['/storage/get/../../graphql'],
    ['import/./x'],
    ['import//x'],
    ['//evil.example/x'],
    ['http://evil.example/x'],
    ['/etc/passwd'],
    [''],
    ['/storage/get/'],
    ['import/global/'],
    ['a\u0000b'],
    ['a\r\nb'],
    ['a\ud800b'],
    ['x'.repeat(5_000)],
    [undefined],
    [null],
    [5],
    [{ toString: () => 'x' }],
  ])('refuses %j', file => {
    expect(() => storedPath(file)).toThrow(expect.objectContaining({ code: 'PLATFORM_FILE_NAME' }));
  });

  it('never leads out of the storage, whatever it is given', () => {
    const hostile = fc.array(
      fc.constantFrom('..', '.', '/', '\\', '%2e', '%2f', '?', '#', '@', ':', 'a', '\t', '\u0000'),
    );

    fc.assert(
      fc.property(hostile, parts => {
        let path: string;
        try {
          path = storedPath(parts.join(''));
        } catch {
          return;
        }
        const url = new URL(`http://opencti.example/base${path}`);

        expect(url.host).toBe('opencti.example');
        expect(url.pathname).toBe(`/base${path}`);
        expect(url.search + url.hash).toBe('');
      }),
    );
  });
});
