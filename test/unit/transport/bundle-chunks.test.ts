import type { Bundle } from '../../../src/stix/index.js';
import { bundleChunks } from '../../../src/transport/bundle-chunks.js';
import { oneObject, sampleBundles } from './sample-bundles.js';

const chunksOf = (bundles: readonly Bundle[], maxBytes: number) => [
  ...bundleChunks(bundles, maxBytes),
];
const idsOf = (text: string) => (JSON.parse(text) as Bundle).objects.map(({ id }) => id);
const carried = (text: string) => Buffer.byteLength(JSON.stringify(text)) - 2;

describe('bundleChunks', () => {
  it('makes nothing of nothing', () => {
    expect(chunksOf([], 1_000)).toEqual([]);
  });

  it('puts everything into one bundle when it fits, without the count of a single object', () => {
    const bundles = sampleBundles(3).map(bundle => ({ ...bundle, x_opencti_seq: 5 }));

    const [chunk, ...others] = chunksOf(bundles, 1_000);

    expect(others).toEqual([]);
    expect(chunk?.objects).toBe(3);
    expect(JSON.parse(chunk?.text ?? '')).toEqual({
      type: 'bundle',
      id: 'bundle--1',
      spec_version: '2.1',
      objects: bundles.flatMap(({ objects }) => objects),
    });
  });

  it('keeps the version of the event', () => {
    const bundle = { ...oneObject('identity--1'), x_opencti_event_version: '4' };

    expect(JSON.parse(chunksOf([bundle], 1_000)[0]?.text ?? '')).toMatchObject({
      x_opencti_event_version: '4',
    });
  });

  it('cuts where the limit is reached, in order, losing nothing', () => {
    const bundles = sampleBundles(50);

    const chunks = chunksOf(bundles, 400);

    expect(chunks.length).toBeGreaterThan(5);
    expect(chunks.every(({ text }) => carried(text) <= 400)).toBe(true);
    expect(chunks.flatMap(({ text }) => idsOf(text))).toEqual(
      bundles.flatMap(({ objects }) => objects.map(({ id }) => id)),
    );
  });

  it('counts bytes as a request carries them, with quotes escaped', () => {
    const bundles = sampleBundles(20, '"""é"""');

    const chunks = chunksOf(bundles, 500);

    expect(chunks.map(({ text }) => carried(text)).every(bytes => bytes <= 500)).toBe(true);
  });

  it('refuses an object that exceeds the limit alone, after what comes before it', () => {
    const bundles = [...sampleBundles(2), oneObject('identity--big', 'x'.repeat(1_000))];
    const chunks = bundleChunks(bundles, 500);

    const first = chunks.next();

    expect(idsOf((first.value as { text: string }).text)).toEqual(['identity--1', 'identity--2']);
    expect(() => chunks.next()).toThrow(
      expect.objectContaining({
        code: 'TRANSPORT_MESSAGE_TOO_LARGE',
        details: expect.objectContaining({ id: 'identity--big', confirmed: 2 }) as unknown,
      }),
    );
  });

  it.each([
    ['a BigInt', { type: 'identity', id: 'identity--9', size: 1n }, 'identity--9'],
    ['undefined', undefined, 'undefined'],
    ['a function', () => undefined, 'undefined'],
  ])('refuses %s for an object', (_what, object, id) => {
    const bundle = { ...oneObject('identity--1'), objects: [object] } as unknown as Bundle;

    expect(() => chunksOf([bundle], 1_000)).toThrow(
      expect.objectContaining({
        code: 'TRANSPORT_MESSAGE_INVALID',
        details: expect.objectContaining({ id, confirmed: 0 }) as unknown,
      }),
    );
  });
});
