import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { nameUuid } from '../../../../src/stix/ids/name-uuid.js';

/** RFC 9562 step by step, to compare with. */
function uuidOf(name: string): string {
  const namespace = Buffer.from('00abedb4aa42466c9c01fed23315a9b7', 'hex');
  const bytes = createHash('sha1').update(namespace).update(name, 'utf8').digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);

  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}

describe('nameUuid', () => {
  it('is the version 5 UUID of the name in the namespace of STIX', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), name => {
        expect(nameUuid(name)).toBe(uuidOf(name));
      }),
    );
  });

  it.each([2_724, 2_725, 2_726, 8_192, 100_000])('takes a name of %i characters', length => {
    const name = '\u20ac'.repeat(length);

    expect(nameUuid(name)).toBe(uuidOf(name));
  });
});
