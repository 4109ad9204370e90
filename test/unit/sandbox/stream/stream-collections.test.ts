import { isInStream } from '../../../../src/sandbox/stream/stream-collection.js';
import { StreamCollections } from '../../../../src/sandbox/stream/stream-collections.js';

const labelled = { mode: 'and', filters: [{ key: 'objectLabel', values: ['watched'] }] };

describe('stream collections', () => {
  let changes: number;
  let collections: StreamCollections;

  beforeEach(() => {
    changes = 0;
    collections = new StreamCollections(() => (changes += 1));
  });

  it('are private, live and of everything unless they say otherwise', () => {
    const collection = collections.put({ name: 'All' });

    expect(collection).toMatchObject({ description: '', isLive: true, isPublic: false });
    expect(isInStream(collection, () => undefined)).toBe(true);
  });

  it('hold what passes their filters', () => {
    const collection = collections.put({ name: 'Watched', filters: labelled });

    expect(isInStream(collection, () => ['watched'])).toBe(true);
    expect(isInStream(collection, () => ['other'])).toBe(false);
  });

  it('are changed by a second one with their id, and tell of it', () => {
    collections.put({ id: 'one', name: 'First' });

    collections.put({ id: 'one', name: 'Second' });

    expect(collections.all()).toMatchObject([{ id: 'one', name: 'Second' }]);
    expect(changes).toBe(2);
  });

  it('are stopped and started', () => {
    collections.put({ id: 'one', name: 'First' });

    const stopped = collections.setLive('one', false);

    expect(stopped?.isLive).toBe(false);
    expect(collections.setLive('one', true)?.isLive).toBe(true);
    expect(collections.setLive('gone', true)).toBeUndefined();
  });

  it('let everything pass when somebody wrote filters that are none', () => {
    const collection = { ...collections.put({ name: 'All' }), filters: '{"mode":' };

    expect(isInStream(collection, () => undefined)).toBe(true);
  });
});
