import { AnswerReader } from '../../../src/platform/index.js';

const read = (data: unknown): AnswerReader => AnswerReader.of('RegisterConnector', data);
const wrong = (path: string, expected: string, got: string) =>
  expect.objectContaining({
    code: 'PLATFORM_ANSWER',
    details: { operation: 'RegisterConnector', path, expected, got },
  });

describe('AnswerReader', () => {
  it.each([
    [null, 'null'],
    [undefined, 'missing'],
    ['x', 'a string'],
    [[], 'a list'],
    [5, 'a number'],
  ])('refuses %j for an object', (data, got) => {
    expect(() => read(data)).toThrow(wrong('', 'an object', got));
  });

  it('says which field inside which object is wrong, and never shows it', () => {
    const connection = read({ config: { connection: { port: 's3cret' } } })
      .object('config')
      .object('connection');

    expect(() => connection.port('port')).toThrow(
      wrong('config.connection.port', 'a number', 'a string'),
    );
  });

  it.each([0, -1, 65_536, 1.5, Number.NaN, null, '', '5e3', {}, true])(
    'takes %j for no port',
    port => {
      expect(() => read({ port }).port('port')).toThrow(
        expect.objectContaining({ code: 'PLATFORM_ANSWER' }),
      );
    },
  );

  it('takes a number written as text', () => {
    expect(read({ port: '5672' }).port('port')).toBe(5672);
  });

  it('does not see what an object inherits', () => {
    expect(() => read({}).text('constructor')).toThrow(wrong('constructor', 'a text', 'missing'));
    expect(read({}).objectIfAny('__proto__')).toBeUndefined();
  });

  it('reads a list of objects, and says which one is none', () => {
    expect(
      read({ list: [{ a: 'x' }] })
        .objects('list')
        .map(item => item.text('a')),
    ).toEqual(['x']);
    expect(read({}).objects('list')).toEqual([]);
    expect(() => read({ list: [{}, 5] }).objects('list')).toThrow(
      wrong('list.1', 'an object', 'a number'),
    );
    expect(() => read({ list: 'x' }).objects('list')).toThrow(wrong('list', 'a list', 'a string'));
  });

  it('gives what may be missing a value', () => {
    const answer = read({ none: null });

    expect(answer.textIfAny('none')).toBeNull();
    expect(answer.flag('none')).toBe(false);
    expect(answer.countIfAny('none')).toBe(0);
  });

  describe('a connection', () => {
    it('gives its nodes, and leaves out those that the user may not see', () => {
      const edges = [{ node: { id: 'a' } }, null, { node: null }, {}, { node: { id: 'b' } }];

      const nodes = read({ labels: { edges } }).nodes('labels');

      expect(nodes.map(node => node.text('id'))).toEqual(['a', 'b']);
    });

    it.each([[{}], [{ labels: null }], [{ labels: {} }], [{ labels: { edges: null } }]])(
      'has none in %j',
      data => {
        expect(read(data).nodes('labels')).toEqual([]);
      },
    );

    it('says which node is none', () => {
      expect(() =>
        read({ labels: { edges: [{ node: {} }, { node: 5 }] } }).nodes('labels'),
      ).toThrow(wrong('labels.edges.1.node', 'an object', 'a number'));
      expect(() => read({ labels: { edges: ['x'] } }).nodes('labels')).toThrow(
        wrong('labels.edges.0', 'an object', 'a string'),
      );
      expect(() => read({ labels: { edges: 'x' } }).nodes('labels')).toThrow(
        wrong('labels.edges', 'a list', 'a string'),
      );
    });
  });

  it('reads a list of texts', () => {
    expect(read({ ids: ['a', ''] }).texts('ids')).toEqual(['a', '']);
    expect(read({ ids: null }).texts('ids')).toEqual([]);
    expect(() => read({ ids: ['a', 5] }).texts('ids')).toThrow(
      wrong('ids', 'a list of texts', 'a list'),
    );
    expect(() => read({ ids: 'a' }).texts('ids')).toThrow(
      wrong('ids', 'a list of texts', 'a string'),
    );
  });
});
