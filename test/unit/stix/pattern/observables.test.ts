import { pattern } from '../../../../src/stix/index.js';

const { observables } = pattern;

describe('observables', () => {
  it.each([
    ["[ipv4-addr:value = '198.51.100.7']", 'ipv4-addr', 'value', '198.51.100.7'],
    ["[ipv6-addr:value = '2001:db8::1']", 'ipv6-addr', 'value', '2001:db8::1'],
    ["[domain-name:value = 'example.com']", 'domain-name', 'value', 'example.com'],
    ["[hostname:value = 'pc-1']", 'hostname', 'value', 'pc-1'],
    ["[url:value = 'https://example.com/?a=[b]']", 'url', 'value', 'https://example.com/?a=[b]'],
    ["[email-addr:value = 'a@example.com']", 'email-addr', 'value', 'a@example.com'],
    ["[mac-addr:value = 'd2:fb:49:24:37:18']", 'mac-addr', 'value', 'd2:fb:49:24:37:18'],
    ["[mutex:name = 'm']", 'mutex', 'name', 'm'],
    ["[user-agent:value = 'curl']", 'user-agent', 'value', 'curl'],
    ['[autonomous-system:number = 64500]', 'autonomous-system', 'number', 64500],
    ['[network-traffic:dst_port=443]', 'network-traffic', 'dst_port', 443],
    ['[process:is_hidden = true]', 'process', 'is_hidden', true],
    ['[x:y = -1.5]', 'x', 'y', -1.5],
    ["[file:name = 'it\\'s.exe']", 'file', 'name', "it's.exe"],
    ["[windows-registry-key:key = 'HKLM\\\\X']", 'windows-registry-key', 'key', 'HKLM\\X'],
    ["[file:hashes.'SHA-256' = 'a']", 'file', 'hashes.SHA-256', 'a'],
    ["[file:hashes.MD5 = 'a']", 'file', 'hashes.MD5', 'a'],
    ["[file:hashes.'sha1' = 'a']", 'file', 'hashes.SHA-1', 'a'],
    ["[file:hashes.SHA-256 = 'a']", 'file', 'hashes.SHA-256', 'a'],
    ["[email-message:from_ref.value = 'a']", 'email-message', 'from_ref.value', 'a'],
    ["[a:b[0].c = 'x']", 'a', 'b[0].c', 'x'],
    ["[a:b[*] = 'x']", 'a', 'b[*]', 'x'],
    ["[file:ctime = t'2024-01-15T00:00:00Z']", 'file', 'ctime', '2024-01-15T00:00:00Z'],
    ["[artifact:payload_bin = b'AA==']", 'artifact', 'payload_bin', 'AA=='],
    ["[ url:value  ==  'a' ]", 'url', 'value', 'a'],
    ["[url:value/* why */= 'a'] // because", 'url', 'value', 'a'],
    ["[url:value\n= 'a']", 'url', 'value', 'a'],
  ])('reads %s', (text, type, property, value) => {
    expect(observables(text)).toEqual({ observables: [{ type, property, value }] });
  });

  it('lists what AND, OR, FOLLOWEDBY and brackets join, in the order of the text', () => {
    const text = `([a:x = '1' AND (a:y = '2' OR a:z = '3')] OR [b:x = '4'] WITHIN 5 SECONDS)
      REPEATS 2 TIMES FOLLOWEDBY [c:x = '5'] START t'2024-01-01T00:00:00Z' STOP t'2024-02-01T00:00:00Z'`;

    expect(observables(text).observables.map(({ value }) => value)).toEqual([
      '1',
      '2',
      '3',
      '4',
      '5',
    ]);
  });

  it('lists each value of IN', () => {
    expect(observables("[url:value IN ('a', 'b')]").observables).toEqual([
      { type: 'url', property: 'value', value: 'a' },
      { type: 'url', property: 'value', value: 'b' },
    ]);
  });

  it('leaves out what is excluded or only described', () => {
    const text = `[url:value != 'a' AND url:value NOT = 'b' AND url:value LIKE 'c%' AND
      url:value MATCHES '^d' AND file:size > 5 AND url:value NOT IN ('e') AND
      ipv4-addr:value ISSUBSET '10.0.0.0/8' AND EXISTS url:value AND NOT EXISTS file:name]`;

    expect(observables(text)).toEqual({ observables: [] });
  });

  it.each([
    ['empty text', ''],
    ['words', 'not a pattern'],
    ['a pattern of another language', 'rule a { condition: true }'],
    ['no brackets', "url:value = 'a'"],
    ['an open bracket', "[url:value = 'a'"],
    ['an open parenthesis', "([url:value = 'a']"],
    ['a parenthesis too many', "[url:value = 'a'])"],
    ['an open quote', "[url:value = 'a]"],
    ['a backslash that is not doubled', "[file:name = 'C:\\Windows']"],
    ['no operator', "[url:value 'a']"],
    ['no value', '[url:value =]'],
    ['a word as value', '[url:value = a]'],
    ['no property', "[url = 'a']"],
    ['two patterns without an operator', "[url:value = 'a'] [url:value = 'b']"],
    ['an operator at the end', "[url:value = 'a'] AND"],
    ['an empty IN', '[url:value IN ()]'],
    ['NOT alone', "[NOT url:value = 'a']"],
    ['WITHIN without a unit', "[url:value = 'a'] WITHIN 5"],
    ['START without STOP', "[url:value = 'a'] START t'2024-01-01T00:00:00Z'"],
    ['a NUL', "[url:value = 'a'\u0000]"],
    ['a number', 7],
    ['nothing', undefined],
    ['an object', { toString: () => "[url:value = 'a']" }],
  ])('gives an empty list and a reason for %s', (_what, text) => {
    const result = observables(text);

    expect(result.observables).toEqual([]);
    expect(result.reason).toEqual(expect.any(String));
  });

  it('says what was expected, and where', () => {
    expect(observables("[url:value 'a']").reason).toBe(
      'an operator is expected at character 11, but something else is there',
    );
    expect(observables("[url:value = 'a'").reason).toBe(
      '] is expected at character 16, but the text ends',
    );
  });

  it('finds names of the prototype harmless', () => {
    expect(observables("[__proto__:constructor = '__proto__']").observables).toEqual([
      { type: '__proto__', property: 'constructor', value: '__proto__' },
    ]);
  });

  it('copes with brackets nested a million deep', () => {
    const deep = 1_000_000;
    const nested = `${'('.repeat(deep)}[url:value = 'a']${')'.repeat(deep)}`;

    expect(observables(nested).observables).toHaveLength(1);
    expect(observables(`[${'('.repeat(deep)}`).observables).toEqual([]);
  });

  it.each([
    ['a long value', `[url:value = '${'a'.repeat(5_000_000)}']`, 1],
    ['a long value full of escapes', `[url:value = '${"\\'".repeat(1_000_000)}']`, 1],
    ['a long word', `[${'a'.repeat(5_000_000)}`, 0],
    ['many open quotes', "'".repeat(5_000_001), 0],
    ['many comments', `${'/**/'.repeat(1_000_000)}[url:value = 'a']`, 1],
    ['blanks', ' '.repeat(5_000_000), 0],
  ])('copes with %s', (_what, text, count) => {
    expect(observables(text).observables).toHaveLength(count);
  });
});
