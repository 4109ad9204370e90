import fc from 'fast-check';
import { parseEnvFile } from '../../../src/config/env-file.js';
import { ConfigError } from '../../../src/errors/index.js';

const read = (text: string): Record<string, string> =>
  Object.fromEntries(
    [...parseEnvFile(text, '/x/.env').variables].map(([name, { text: value }]) => [name, value]),
  );

describe('.env', () => {
  it.each<[string, string, string]>([
    ['a plain value', 'A=1', '1'],
    ['blanks around', '  A =  b c  ', 'b c'],
    ['export', 'export A=1', '1'],
    ['an empty value', 'A=', ''],
    ['a comment behind', 'A=b # c', 'b'],
    ['a comment in place of a value', 'A= # c', ''],
    ['a # inside a word', 'A=b#c', 'b#c'],
    ['an = inside', 'A=b=c==', 'b=c=='],
    ['double quotes', 'A="b # c"', 'b # c'],
    ['escapes in double quotes', 'A="b\\n\\"c\\"\\\\ \\x"', 'b\n"c"\\ \\x'],
    ['single quotes, without escapes', "A='b\\n$c'", 'b\\n$c'],
    ['back quotes', 'A=`b"c\'`', 'b"c\''],
    ['quotes over lines', 'A="-----BEGIN\nx\n-----END"', '-----BEGIN\nx\n-----END'],
    ['a comment behind quotes', 'A="b" # c', 'b'],
    ['a quote inside a word', "A=it's", "it's"],
    ['lines of Windows', '\r\nA=1\r\n', '1'],
    ['comments and blank lines', '# x\n\n   # y\nA=1', '1'],
    ['the last of two', 'A=0\nA=1', '1'],
    ['a backslash at the end', 'A=C:\\', 'C:\\'],
  ])('reads %s', (_what, text, value) => {
    expect(read(text)).toEqual({ A: value });
  });

  it('reads nothing from nothing', () => {
    expect(read('')).toEqual({});
    expect(read('\n \n#')).toEqual({});
  });

  it('knows the line of each variable', () => {
    const { variables } = parseEnvFile('\nA="x\ny"\n\nB=2', '/x/.env');

    expect([variables.get('A')?.line, variables.get('B')?.line]).toEqual([2, 5]);
  });

  it('reads names of an object prototype as any other', () => {
    expect(parseEnvFile('__proto__=1\nconstructor=2', '/x/.env').variables.size).toBe(2);
  });

  it.each<[string, string, number]>([
    ['a line without =', 'A=1\nOPENCTI_TOKEN\nB=2', 2],
    ['a name with a blank', 'A B=1', 1],
    ['no name', '=1', 1],
    ['a quote that stays open', 'A=1\nB="x\nC=3', 2],
    ['YAML', 'opencti:\n  url: x', 1],
  ])('refuses %s, naming the line', (_what, text, line) => {
    expect(() => parseEnvFile(text, '/x/.env')).toThrow(
      expect.objectContaining({
        code: 'CONFIG_FILE',
        message: expect.stringContaining(`/x/.env, line ${line}`) as string,
      }) as Error,
    );
  });

  it('does not repeat a line that it refuses', () => {
    expect(() => parseEnvFile('sesame-4711', '/x/.env')).toThrow(/^(?!.*sesame)/);
  });

  it('reads a megabyte of one quote', () => {
    const inside = 'x\n'.repeat(400_000);

    expect(read(`A="${inside}"`)['A']).toHaveLength(inside.length);
  });

  it('answers any text with variables or a ConfigError', () => {
    const pieces = fc.constantFrom(
      'A',
      '=',
      '"',
      "'",
      '\n',
      '\\',
      '#',
      ' ',
      'export ',
      '\r\n',
      '`',
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(pieces).map(all => all.join('')),
    );

    fc.assert(
      fc.property(texts, text => {
        try {
          parseEnvFile(text, '/x/.env');
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
      }),
    );
  });

  it('reads back any value in single quotes', () => {
    const values = fc.string().filter(text => !/['\r\0]/.test(text));

    fc.assert(
      fc.property(values, value => {
        expect(read(`A='${value}'`)).toEqual({ A: value });
      }),
    );
  });
});
