import {
  readParameters,
  UnreadableParameters,
} from '../../../../src/sandbox/stream/stream-parameters.js';

const AT = { ms: 1_772_615_553_120, seq: 0 };
const DATE = '2026-03-04T09:12:33.120Z';

describe('readParameters', () => {
  it('begins with the present, with dependencies and deletions, when nothing is said', () => {
    expect(readParameters({}, {})).toEqual({
      from: undefined,
      recover: undefined,
      withDependencies: true,
      withDeletions: true,
    });
  });

  it.each([
    ['from', { from: DATE }, {}],
    ['from as a header', {}, { from: DATE }],
    ['last-event-id', {}, { 'last-event-id': `${AT.ms}-0` }],
    ['from before last-event-id', {}, { from: DATE, 'last-event-id': '5-0' }],
    ['the query before headers', { from: DATE }, { from: '5-0' }],
  ])('reads where to begin from %s', (_what, query, headers) => {
    expect(readParameters(query, headers).from).toEqual(AT);
  });

  it.each([
    ['recover', { recover: DATE }, {}],
    ['recover as a header', {}, { recover: DATE }],
    ['recover-date', {}, { 'recover-date': DATE }],
  ])('reads up to where to recover from %s', (_what, query, headers) => {
    expect(readParameters({ from: '0', ...query }, headers).recover).toEqual(AT);
  });

  it.each([
    ['no-dependencies', 'true', false],
    ['no-dependencies', 'false', true],
    ['no-relationships', 'true', false],
  ])('reads %s: %s', (name, value, withDependencies) => {
    expect(readParameters({ [name]: value }, {}).withDependencies).toBe(withDependencies);
    expect(readParameters({}, { [name]: value }).withDependencies).toBe(withDependencies);
  });

  it.each([
    ['false', false],
    ['true', true],
    ['no', true],
  ])('reads listen-delete: %s', (value, withDeletions) => {
    expect(readParameters({}, { 'listen-delete': value }).withDeletions).toBe(withDeletions);
  });

  it('does not recover without a beginning', () => {
    expect(() => readParameters({ recover: DATE }, {})).toThrow(
      'Recovery mode is only possible with a start date.',
    );
  });

  it.each(['now', '9'.repeat(10_000), '\n', '-'])('does not take %j as a position', from => {
    expect(() => readParameters({ from }, {})).toThrow(UnreadableParameters);
  });

  it('takes the first of what is given several times, and nothing else than text', () => {
    expect(readParameters({ from: [DATE, '0'] }, {}).from).toEqual(AT);
    expect(readParameters({ from: { a: 1 } }, {}).from).toBeUndefined();
  });
});
