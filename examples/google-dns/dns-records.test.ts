import { dnsName, recordValue, type RecordType } from './dns-records.js';

describe('the value of a record', () => {
  it.each<[RecordType, string, string | undefined]>([
    ['A', '198.51.100.7', '198.51.100.7'],
    ['NS', 'ns1.example.net.', 'ns1.example.net'],
    ['CNAME', '_acme.example.net.', '_acme.example.net'],
    ['MX', '10 mail.example.net.', 'mail.example.net'],
    ['MX', '0 .', undefined],
    ['TXT', 'v=spf1 -all', 'v=spf1 -all'],
    ['TXT', 'ends with a dot.', 'ends with a dot.'],
    ['TXT', '"v=spf1 " "-all"', 'v=spf1 -all'],
    ['TXT', '"say \\"hi\\""', 'say "hi"'],
    ['TXT', 'say "hi" to "me"', 'say "hi" to "me"'],
    ['TXT', '""', undefined],
  ])('of type %s in %j is %j', (type, data, value) => {
    expect(recordValue(type, data)).toBe(value);
  });

  it.each<[RecordType, string]>([
    ['A', '198.51.100.777'],
    ['A', '2001:db8::1'],
    ['A', ''],
    ['NS', 'two words.'],
    ['NS', `${'a'.repeat(64)}.example.`],
    ['MX', 'ten mail.example.net'],
    ['CNAME', '\u0000.example.net'],
  ])('of type %s is not in %j', (type, data) => {
    expect(() => recordValue(type, data)).toThrow(RangeError);
  });
});

describe('a name in DNS', () => {
  it.each([
    ['Example.COM.', 'example.com'],
    ['münchen.example', 'xn--mnchen-3ya.example'],
    ['_dmarc.example.com', '_dmarc.example.com'],
  ])('is made of %s', (text, name) => {
    expect(dnsName(text)).toBe(name);
  });

  it.each([
    '',
    '.',
    'WORKSTATION-7',
    'example[.]com',
    '198.51.100.17',
    'a b.example',
    'a..b.example',
  ])('is not made of %j', text => {
    expect(dnsName(text)).toBeUndefined();
  });
});
