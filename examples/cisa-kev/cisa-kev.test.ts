import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SkippableError, type StixObject } from 'octiflow';
import { CisaConfig } from './cisa-kev.config.js';
import { CISA, KevConverter } from './cisa-kev.converter.js';

interface Fixture {
  readonly vulnerabilities: readonly Record<string, unknown>[];
}

const catalogue = JSON.parse(
  readFileSync(join(__dirname, 'fixtures/known_exploited_vulnerabilities.json'), 'utf8'),
) as Fixture;
const citrix = catalogue.vulnerabilities.find(entry => entry['cveID'] === 'CVE-2024-8068') ?? {};

function converter(settings: Partial<CisaConfig> = {}): KevConverter {
  return new KevConverter({ ...new CisaConfig(), ...settings });
}

function convert(entry: unknown, settings?: Partial<CisaConfig>): StixObject[] {
  return [...converter(settings).toStix(entry)];
}

describe('the KEV converter', () => {
  it('gives the ids of the Python connector', () => {
    // Made with pycti 6.9.17 and stix2 3.0.2 from the same entry.
    expect([CISA, ...convert(citrix)].map(object => object.id)).toEqual([
      'identity--80f07246-1c8c-5225-9ac5-fba6d6345f99',
      'vulnerability--6216b5a0-a2d4-500f-8e4c-ff088dc0aee9',
      'identity--af1821d7-625a-552c-8140-67d1bba853e6',
      'software--489c7ca2-e10f-57f7-95a9-d1ae798a4ea6',
      'relationship--cefc94d4-3968-52e3-a274-9f5f63706b5b',
      'relationship--9f8a39ad-1a3f-5504-90cc-5e9fd0d2d5c9',
      'infrastructure--15c19071-e2cf-5cff-a638-7deb6cc3211e',
      'relationship--0dbf6b74-0c17-54b5-87e2-720e9b342509',
      'relationship--97bf4436-1a24-505b-b5e7-f53cb0e5a6c6',
    ]);
  });

  it('marks the vulnerability as exploited, with its description and date', () => {
    expect(convert(citrix)[0]).toMatchObject({
      type: 'vulnerability',
      name: 'CVE-2024-8068',
      description: citrix['shortDescription'],
      created: '2025-08-25T00:00:00.000Z',
      x_opencti_cisa_kev: true,
    });
  });

  it('makes no infrastructure when it is told not to', () => {
    const types = convert(citrix, { createInfrastructures: false }).map(object => object.type);

    expect(types).toEqual([
      'vulnerability',
      'identity',
      'software',
      'relationship',
      'relationship',
    ]);
  });

  it('sets the flag and nothing else when that is all it is asked for', () => {
    const [only, ...rest] = convert(citrix, { kevFlagOnly: true });

    expect(rest).toEqual([]);
    expect(Object.keys(only ?? {}).sort()).toEqual([
      'id',
      'name',
      'spec_version',
      'type',
      'x_opencti_cisa_kev',
    ]);
  });

  it('keeps the first spelling of a product that differs in capitals only', () => {
    const kev = converter();
    const names = ['IOS', 'iOS'].flatMap(product =>
      [...kev.toStix({ ...citrix, product })]
        .filter(object => object.type === 'infrastructure')
        .map(object => (object as StixObject & { name: string }).name),
    );

    expect(names).toEqual(['IOS', 'IOS']);
  });

  it('converts every entry of the offline catalogue', () => {
    const kev = converter();

    expect(catalogue.vulnerabilities.length).toBeGreaterThanOrEqual(60);
    for (const entry of catalogue.vulnerabilities) {
      expect([...kev.toStix(entry)]).toHaveLength(8);
    }
  });

  it.each<[string, unknown, RegExp]>([
    ['null', null, /null/],
    ['text', 'CVE-2024-8068', /entry is/],
    ['without a vendor', { ...citrix, vendorProject: undefined }, /no vendorProject/],
    ['with an empty product', { ...citrix, product: ' ' }, /no product/],
    ['with a CVE that is a number', { ...citrix, cveID: 20248068 }, /no cveID/],
    ['with a day that does not exist', { ...citrix, dateAdded: '2025-02-30' }, /no date/],
    ['with a date in another form', { ...citrix, dateAdded: '25/08/2025' }, /no date/],
    ['from a hostile source', JSON.parse('{"__proto__": {"cveID": "CVE-1"}}'), /no cveID/],
  ])('skips an entry that is %s, and says why', (_, entry, reason) => {
    expect(() => convert(entry)).toThrow(SkippableError);
    expect(() => convert(entry)).toThrow(reason);
  });
});
