import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import {
  isSupportedId,
  readBundleObjects,
  restamp,
  splitBundle,
  stixId,
  validateBundle,
  type Bundle,
  type StixObject,
} from '../../../../src/stix/index.js';
import { bundleOf } from './sample-objects.js';

const COLLECTIONS = {
  'ics-attack-17.1': {
    findings: { OCTI_REFERENCE_DROPPED: 106, OCTI_TYPE_REFUSED: 28, REF_UNKNOWN_TYPE: 524 },
    sent: {
      'attack-pattern': 95,
      campaign: 8,
      'course-of-action': 52,
      identity: 1,
      'intrusion-set': 16,
      malware: 30,
      'marking-definition': 1,
      relationship: 843,
      'x-mitre-data-component': 36,
      'x-mitre-data-source': 17,
    },
    refused: {
      relationship: 524,
      'x-mitre-asset': 14,
      'x-mitre-collection': 1,
      'x-mitre-matrix': 1,
      'x-mitre-tactic': 12,
    },
    alike: 6,
  },
  'ics-attack-18.1': {
    findings: {
      AND_MORE: 1,
      OCTI_REFERENCE_DROPPED: 106,
      OCTI_TYPE_REFUSED: 197,
      REF_UNKNOWN_TYPE: 692,
      // Five data components without their source.
      STIX_REF: 5,
    },
    sent: {
      'attack-pattern': 95,
      campaign: 8,
      'course-of-action': 52,
      identity: 1,
      'intrusion-set': 16,
      malware: 30,
      'marking-definition': 1,
      relationship: 605,
      'x-mitre-data-component': 36,
      'x-mitre-data-source': 17,
    },
    refused: {
      relationship: 768,
      'x-mitre-analytic': 82,
      'x-mitre-asset': 18,
      'x-mitre-collection': 1,
      'x-mitre-detection-strategy': 83,
      'x-mitre-matrix': 1,
      'x-mitre-tactic': 12,
    },
    alike: 6,
  },
  'mobile-attack-17.1': {
    findings: { OCTI_REFERENCE_DROPPED: 110, OCTI_TYPE_REFUSED: 17 },
    sent: {
      'attack-pattern': 188,
      campaign: 3,
      'course-of-action': 15,
      identity: 1,
      'intrusion-set': 15,
      malware: 117,
      'marking-definition': 1,
      relationship: 1766,
      tool: 2,
      'x-mitre-data-component': 17,
      'x-mitre-data-source': 6,
    },
    refused: { 'x-mitre-collection': 1, 'x-mitre-matrix': 2, 'x-mitre-tactic': 14 },
    alike: 11,
  },
};

function bytesOf(name: string): Uint8Array {
  const file = path.join(
    __dirname,
    '..',
    '..',
    '..',
    '..',
    'examples',
    'mitre-attack',
    'fixtures',
    `${name}.json.gz`,
  );

  return gunzipSync(readFileSync(file));
}

function* chunks(bytes: Uint8Array, size: number): Generator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(name: string): Promise<Bundle> {
  const objects: StixObject[] = [];
  for await (const object of readBundleObjects(chunks(bytesOf(name), 64 * 1024)))
    objects.push(object);

  return bundleOf(...objects);
}

function countsOf(words: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const word of words) counts[word] = (counts[word] ?? 0) + 1;

  return counts;
}

describe.each(Object.entries(COLLECTIONS))(
  'ATT&CK collection %s',
  (name, { findings, sent, refused, alike }) => {
    let bundle: Bundle;
    beforeAll(async () => {
      bundle = await read(name);
    });

    it('is read object by object as JSON.parse reads it whole', () => {
      const whole = JSON.parse(Buffer.from(bytesOf(name)).toString()) as Bundle;

      expect(bundle.objects).toEqual(whole.objects);
    });

    it('has the findings that are right and no other, with its own ids and with those of OpenCTI', () => {
      for (const one of [bundle, restamp(bundle).bundle]) {
        expect(countsOf(validateBundle(one).map(({ code }) => code))).toEqual(findings);
      }
    });

    it('gets the ids that OpenCTI expects, but for those that mean the same as another', () => {
      const result = restamp(bundle);

      const wrong = result.bundle.objects.filter(
        object => isSupportedId(`${object.type}--`) && stixId(object) !== object.id,
      );
      const sameMeaning = result.kept.filter(({ reason }) =>
        reason.startsWith('it means the same'),
      );
      expect(result.merged).toEqual([]);
      expect(sameMeaning).toHaveLength(alike);
      expect(wrong.map(({ id }) => id).sort()).toEqual(sameMeaning.map(({ id }) => id).sort());
      expect(result.renamed.size + result.kept.length).toBe(bundle.objects.length);
    });

    it('is split without a loss: what OpenCTI takes is sent, and the rest is listed', () => {
      const restamped = restamp(bundle).bundle;
      const typeOf = new Map(restamped.objects.map(({ id, type }) => [id, type]));

      const result = splitBundle(restamped, { cleanup: true, cycles: 'cut' });

      const objects = result.bundles.flatMap(one => one.objects);
      expect(countsOf(objects.map(({ type }) => type))).toEqual(sent);
      expect(countsOf(result.dropped.map(({ id }) => typeOf.get(id) ?? id))).toEqual(refused);
      expect(result.replaced).toEqual([]);
      expect(
        validateBundle(bundleOf(...objects)).filter(({ code }) => code !== 'STIX_REF'),
      ).toEqual([]);
    });
  },
);
