import { sentMimeType, sentName } from '../../../src/platform/outgoing-file.js';

describe('sentName', () => {
  it.each([
    ['report.csv', 'report.csv'],
    ['2026-03-04T09:12:33.120Z_TLP:GREEN_(Export)_Malware-Emotet.json', undefined],
    ['  été ☂ 日本.pdf ', 'été ☂ 日本.pdf'],
    ['Malware-foo/bar.json', 'Malware-foo_bar.json'],
    ['../../etc/passwd', '.._.._etc_passwd'],
    ['..\\..\\boot.ini', '.._.._boot.ini'],
    ['a"; name="map', 'a_; name=_map'],
    ['a\r\nContent-Type: text/html\r\n\r\n', 'a__Content-Type: text_html____'],
    ['a\u0000.csv', 'a_.csv'],
    ['', 'file'],
    ['.', 'file'],
    ['..', 'file'],
    ['   ', 'file'],
    ['__proto__', '__proto__'],
  ])('sends %j as %j', (name, sent) => {
    expect(sentName(name)).toBe(sent ?? name);
  });

  it('cuts a name that is too long, and keeps its extension', () => {
    expect(sentName(`${'x'.repeat(1_000_000)}.csv`)).toBe(`${'x'.repeat(251)}.csv`);
    expect(sentName(`a.${'x'.repeat(1_000)}`)).toHaveLength(255);
    expect(sentName('x'.repeat(1_000))).toBe('x'.repeat(255));
  });

  it.each([[undefined], [null], [5], [{}], [['a']]])('refuses %j', name => {
    expect(() => sentName(name)).toThrow(expect.objectContaining({ code: 'PLATFORM_FILE_NAME' }));
  });
});

describe('sentMimeType', () => {
  it.each(['text/csv', 'application/vnd.oasis.stix+json', 'text/plain; charset=utf-8'])(
    'sends %s as it is',
    type => {
      expect(sentMimeType(type)).toBe(type);
    },
  );

  it.each([
    [undefined],
    [''],
    ['csv'],
    ['text/csv\r\nx-evil: 1'],
    ['text/csv; x="\u0000"'],
    [5],
    [`text/${'x'.repeat(1_000)}`],
  ])('sends no %j', type => {
    expect(sentMimeType(type)).toBe('application/octet-stream');
  });
});
