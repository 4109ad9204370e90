import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { canonicalJson, readBundleObjects, splitBundle, stixId } from 'octiflow/stix';
import { medianRates, resultOf } from './rates.mjs';
import { pyctiRate } from './stix/pycti-peer.mjs';
import { sampleChain, sampleFeed, sampleReport } from './stix/sample-feed.mjs';
import { sampleForId } from './stix/sample-ids.mjs';

const NAMESPACE = Buffer.from('00abedb4aa42466c9c01fed23315a9b7', 'hex');
const ATTACK = path.join(
  import.meta.dirname,
  '..',
  'examples/mitre-attack/fixtures/mobile-attack-17.1.json.gz',
);
/** A round of fewer is too short to be measured. */
const LEAST_OBJECTS = 50_000;
/** Deeper chains end pycti, which recurses. */
const PYCTI_DEPTH = 900;

export const benches = [
  { name: 'ids of 8 kinds', run: options => benchIds(200_000, options) },
  ...[1_000, 10_000, 100_000].map(n => splitBench(`split ${n / 1_000}k objects`, n, sampleFeed)),
  splitBench('split a report of 50k objects', 50_000, sampleReport),
  ...[PYCTI_DEPTH, 1_500, 100_000].map(n => splitBench(`split a chain of ${n}`, n, sampleChain)),
  { name: 'read a bundle as it arrives (bytes)', run: benchReading },
];

/** Ids per second. The limit is SHA-1 alone, over bytes that are ready. */
async function benchIds(n, { quick = false }) {
  const count = quick ? n / 10 : n;
  const samples = Array.from({ length: count }, (_, i) => sampleForId(i));
  const objects = samples.map(({ object }) => object);
  const names = samples.map(({ parts }) =>
    Buffer.concat([NAMESPACE, Buffer.from(canonicalJson(parts))]),
  );
  checkSameBytes(objects, names);

  const rates = await medianRates(
    {
      ours: () => objects.forEach(object => stixId(object)),
      limit: () => names.forEach(name => hash('sha1', name, 'hex')),
    },
    count,
    roundsOf(quick),
  );

  return resultOf('ids of 8 kinds', count, { ...rates, peer: pyctiRate('ids', count) });
}

/** A limit that hashes other bytes would be no limit. */
function checkSameBytes(objects, names) {
  objects.slice(0, 8).forEach((object, i) => {
    const start = hash('sha1', names[i], 'hex').slice(0, 8);
    if (!stixId(object).includes(`--${start}-`))
      throw new Error(`not the bytes of a ${object.type}`);
  });
}

/** Objects per second. The limit is one copy of every object, which leaves the input as it is. */
function splitBench(name, n, sampleOf) {
  return {
    name,
    run: async ({ quick = false }) => {
      const bundle = sampleOf(quick && n > 10_000 ? n / 10 : n);
      const count = bundle.objects.length;
      const times = Math.ceil(LEAST_OBJECTS / count);
      const rates = await medianRates(
        {
          ours: () => repeat(times, () => splitBundle(bundle)),
          limit: () =>
            repeat(times, () => bundle.objects.map(object => ({ ...object, nb_deps: 1 }))),
        },
        times * count,
        roundsOf(quick),
      );
      const isWithinPython = sampleOf !== sampleChain || n <= PYCTI_DEPTH;
      const peer = isWithinPython ? pyctiRate('split', count, JSON.stringify(bundle)) : undefined;

      return resultOf(name, count, { ...rates, peer });
    },
  };
}

/** Bytes per second. The limit is JSON.parse over the whole text, which holds all of it in memory. */
async function benchReading({ quick = false }) {
  const bytes = gunzipSync(readFileSync(ATTACK));
  const rates = await medianRates(
    {
      ours: async () => {
        for await (const object of readBundleObjects(chunksOf(bytes, 64 * 1024))) void object;
      },
      limit: () => JSON.parse(bytes.toString()),
    },
    bytes.length,
    roundsOf(quick),
  );

  return resultOf('read a bundle as it arrives (bytes)', bytes.length, rates);
}

function* chunksOf(bytes, size) {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

function repeat(times, work) {
  for (let i = 0; i < times; i++) work();
}

function roundsOf(quick) {
  return quick ? 3 : 7;
}
