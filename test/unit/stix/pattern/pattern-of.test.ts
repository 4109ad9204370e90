import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stix, patternFor, patternOf, type StixObject } from '../../../../src/stix/index.js';

const md5 = 'd41d8cd98f00b204e9800998ecf8427e';
const sha256 = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855';

describe('patternOf', () => {
  it.each<[StixObject, string]>([
    [Stix.ipv4('198.51.100.7'), "[ipv4-addr:value = '198.51.100.7']"],
    [Stix.autonomousSystem(64500), '[autonomous-system:number = 64500]'],
    [Stix.directory('C:\\tmp'), "[directory:path = 'C:\\\\tmp']"],
    [Stix.bankAccount('FR76'), "[bank-account:iban = 'FR76']"],
    [Stix.userAgent('curl'), "[user-agent:value = 'curl']"],
    [
      Stix.networkTraffic({
        protocols: ['tcp'],
        dst_ref: Stix.ipv4('198.51.100.7'),
        dst_port: 443,
      }),
      '[network-traffic:dst_port = 443]',
    ],
    [Stix.process({ pid: 7, command_line: 'a' }), '[process:pid = 7]'],
    [Stix.process({ command_line: 'a' }), "[process:command_line = 'a']"],
    [
      Stix.emailMessage({ is_multipart: false, subject: "it's", body: 'b' }),
      "[email-message:subject = 'it\\'s']",
    ],
    [Stix.emailMessage({ is_multipart: false, body: 'b' }), "[email-message:body = 'b']"],
    [Stix.file({ name: 'a.exe' }), "[file:name = 'a.exe']"],
    [
      Stix.file({ name: 'a.exe', hashes: { MD5: md5, 'SHA-256': sha256 } }),
      `[file:hashes.'SHA-256' = '${sha256}' OR file:hashes.MD5 = '${md5}']`,
    ],
    [Stix.artifact({ hashes: { MD5: md5 }, url: 'https://a' }), `[file:hashes.MD5 = '${md5}']`],
  ])('looks for %o', (observable, pattern) => {
    expect(patternOf(observable)).toBe(pattern);
  });

  it.each([
    ['has nothing to be looked for by', Stix.userAccount({ display_name: 'a' })],
    ['is no observable', Stix.tool({ name: 'a' })],
    ['is not known', { type: 'x-mine', id: 'x-mine--1', value: 'a' }],
  ])('is undefined for what %s', (_why, object) => {
    expect(patternOf(object)).toBeUndefined();
  });
});

describe('patternFor', () => {
  interface Vector {
    readonly name: string;
    readonly input: { fn?: string; observable_type?: string; observable_value?: string | number };
    readonly output: unknown;
  }
  const file = join(__dirname, '../../../vectors/tlp.json');
  const vectors = JSON.parse(readFileSync(file, 'utf8')) as { readonly cases: readonly Vector[] };
  const cases = vectors.cases.filter(({ input }) => input.fn === 'create_stix_pattern');

  it.each(cases.map(vector => [vector.name, vector] as const))(
    'writes what Python writes: %s',
    (_name, { input, output }) => {
      const written = patternFor(input.observable_type ?? '', input.observable_value ?? '');

      expect(written ?? null).toEqual(output);
    },
  );

  it('knows no name of the prototype', () => {
    expect(patternFor('constructor', 'a')).toBeUndefined();
  });
});
