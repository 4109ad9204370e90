import fc from 'fast-check';
import { parseYamlFile, type YamlValue } from '../../../src/config/yaml-file.js';
import { ConfigError } from '../../../src/errors/index.js';

const read = (text: string, section: string, key: string): YamlValue | undefined =>
  parseYamlFile(text, '/x/config.yml').sections.get(section)?.get(key);

describe('config.yml', () => {
  it('reads sections of values, with the line of each', () => {
    const text = 'opencti:\n  url: http://a\nconnector:\n  auto: true\n  scope: [a, b]\n';

    expect(read(text, 'opencti', 'url')).toEqual({
      ...{ value: 'http://a', spelling: 'http://a', line: 2 },
    });
    expect(read(text, 'connector', 'auto')).toMatchObject({ value: true, line: 4 });
    expect(read(text, 'connector', 'scope')).toMatchObject({ value: ['a', 'b'], line: 5 });
  });

  it.each([
    ['0123', '0123'],
    ['1e5', '1e5'],
    ['12345678901234567890', '12345678901234567890'],
    ['true', 'true'],
    ['"0123"', '0123'],
    ["'a''b'", "a'b"],
    ['2024-01-01', '2024-01-01'],
    ['0x1F', '0x1F'],
  ])('remembers how %s is spelt', (yaml, spelling) => {
    expect(read(`a:\n  b: ${yaml}`, 'a', 'b')?.spelling).toBe(spelling);
  });

  it('remembers how the items of a list are spelt', () => {
    expect(read('a:\n  b: [0123, x]', 'a', 'b')).toMatchObject({
      ...{ value: [123, 'x'], spelling: ['0123', 'x'] },
    });
  });

  it('follows aliases and merges', () => {
    const text = 'base: &base\n  x: 1\na:\n  <<: *base\n  y: *base\n';

    expect(read(text, 'a', 'x')?.value).toBe(1);
    expect(read(text, 'a', 'y')?.value).toEqual({ x: 1 });
  });

  it.each(['', '\n', '# nothing\n', '---\n', 'null', '\uFEFF'])('reads %j as empty', text => {
    expect(parseYamlFile(text, '/x').sections.size).toBe(0);
  });

  it('tells a section without settings from one that is no map', () => {
    const { sections } = parseYamlFile('a:\nb: 5\nc: [1]', '/x');

    expect(sections.get('a')?.size).toBe(0);
    expect([sections.has('b'), sections.get('b'), sections.get('c')]).toEqual([
      ...[true, undefined, undefined],
    ]);
  });

  it.each<[string, string, number | undefined]>([
    ['a tab as indent', 'a:\n\tb: 1', 2],
    ['an open bracket', 'a:\n  b: [1, 2', 2],
    ['an open quote', 'a:\n  b: "x', 2],
    ['a list', '- a\n- b', 1],
    ['text', 'just words', 1],
    ['several documents', 'a: 1\n---\nb: 2', 2],
    ['an unknown tag', 'a:\n  b: !secret x', 2],
    ['an alias that leads nowhere', 'a:\n  b: *nowhere', 2],
    ['a key given twice', 'a:\n  b: 1\n  b: 2', 3],
    ['a section given twice', 'a: {}\na: {}', 2],
    ['__proto__', 'a:\n  __proto__:\n    isAdmin: true', 2],
    ['constructor as a section', 'constructor:\n  a: 1', 1],
    ['prototype, deep inside', 'a:\n  b:\n    c: [{ prototype: 1 }]', 3],
  ])('refuses %s, naming the line', (_what, text, line) => {
    expect(() => parseYamlFile(text, '/x/config.yml')).toThrow(
      expect.objectContaining({
        code: 'CONFIG_FILE',
        exitCode: 78,
        message: expect.stringContaining(`/x/config.yml, line ${line}`) as string,
      }) as Error,
    );
  });

  it('refuses aliases that blow up', () => {
    const levels = [...'abcdefghi'].map((name, index, all) => {
      const inner = index === 0 ? 'x' : `*${all[index - 1]}`;
      return `${name}: &${name} [${Array(9).fill(inner).join(', ')}]`;
    });

    expect(() => parseYamlFile(levels.join('\n'), '/x')).toThrow(/aliases/);
  });

  it('refuses an alias to itself', () => {
    expect(() => parseYamlFile('a: &a\n  b: *a', '/x')).toThrow(ConfigError);
  });

  it('refuses brackets without end', () => {
    expect(() => parseYamlFile(`a: ${'['.repeat(10_000)}`, '/x')).toThrow(ConfigError);
  });

  it('never repeats the content', () => {
    const hostile = ['a:\n  token: "sesame\n', 'a:\n  - sesame\n b', '%sesame', 'a: {sesame: *x}'];

    for (const text of hostile) expect(() => parseYamlFile(text, '/x')).toThrow(/^(?!.*sesame)/s);
  });

  it('reads tens of thousands of keys in one section', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => `  k${index}: ${index}`);

    expect(parseYamlFile(`a:\n${keys.join('\n')}`, '/x').sections.get('a')?.size).toBe(20_000);
  });

  it('answers any text with sections or a ConfigError', () => {
    const pieces = fc.constantFrom(
      ...[
        'a',
        ': ',
        '\n',
        '  ',
        '- ',
        '[',
        ']',
        '{',
        '}',
        '*a',
        '&a ',
        '!t ',
        '"',
        '|',
        '<<',
        '? ',
      ],
    );
    const texts = fc.oneof(
      fc.string(),
      fc.array(pieces).map(all => all.join('')),
    );

    fc.assert(
      fc.property(texts, text => {
        try {
          parseYamlFile(text, '/x');
        } catch (error) {
          expect(error).toBeInstanceOf(ConfigError);
        }
      }),
      { numRuns: 500 },
    );
  });
});
