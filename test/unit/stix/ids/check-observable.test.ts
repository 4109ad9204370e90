import { BundleError } from '../../../../src/errors/index.js';
import { checkObservable } from '../../../../src/stix/index.js';

const MD5 = 'd41d8cd98f00b204e9800998ecf8427e';
const ADDRESS = 'ipv4-addr--ff26c055-6336-5bc5-b98d-13d6226742dd';
const TRAFFIC = { type: 'network-traffic', protocols: ['tcp'], src_ref: ADDRESS };

function codeOf(observable: object, allowCustom: boolean): unknown {
  try {
    checkObservable(observable as { type: string }, { allowCustom });
  } catch (error) {
    return error instanceof BundleError ? error.code : error;
  }

  return undefined;
}

describe('checkObservable', () => {
  it('gives values the form that STIX gives them', () => {
    const file = { type: 'file', name: 'a', size: '12', hashes: { md5: MD5 }, ctime: new Date(0) };

    expect(checkObservable(file)).toEqual({
      type: 'file',
      name: 'a',
      size: 12,
      hashes: { MD5 },
      ctime: '1970-01-01T00:00:00Z',
    });
  });

  it('drops what is null or an empty list', () => {
    const url = { type: 'url', value: 'https://a.b', defanged: null, object_marking_refs: [] };

    expect(checkObservable(url)).toEqual({ type: 'url', value: 'https://a.b' });
  });

  it('takes an object in place of a reference to it', () => {
    const traffic = { ...TRAFFIC, src_ref: { type: 'ipv4-addr', id: ADDRESS } };

    expect(checkObservable(traffic)).toMatchObject({ src_ref: ADDRESS });
  });

  it('lets the root be extended by an extension that says so', () => {
    const id = 'extension-definition--aaaaaaaa-5c71-4632-ac08-831c66a786ba';
    const extensions = { [id]: { extension_type: 'toplevel-property-extension' } };

    expect(codeOf({ type: 'mutex', name: 'm', rank: 1, extensions }, false)).toBeUndefined();
  });

  it.each([
    ['a property', { type: 'mutex', name: 'm', x_opencti_score: 5 }, 'BUNDLE_PROPERTY_UNKNOWN'],
    ['a hash algorithm', { type: 'file', hashes: { FOO: '1' } }, 'BUNDLE_PROPERTY_INVALID'],
    [
      'an extension',
      { type: 'file', name: 'a', extensions: { 'x-foo': {} } },
      'BUNDLE_PROPERTY_INVALID',
    ],
  ])('takes %s of no standard only as custom', (_, observable, code) => {
    expect(codeOf(observable, true)).toBeUndefined();
    expect(codeOf(observable, false)).toBe(code);
  });

  it.each([
    ['an unknown type', { type: 'malware', name: 'a' }, 'BUNDLE_TYPE_UNKNOWN'],
    ['no value', { type: 'hostname' }, 'BUNDLE_PROPERTY_MISSING'],
    ['a port above 65535', { ...TRAFFIC, dst_port: 65_536 }, 'BUNDLE_PROPERTY_INVALID'],
    ['no protocol', { ...TRAFFIC, protocols: [] }, 'BUNDLE_PROPERTY_MISSING'],
    ['no end of the line', { ...TRAFFIC, src_ref: null }, 'BUNDLE_PROPERTIES_CONFLICT'],
    [
      'an end while it is active',
      { ...TRAFFIC, end: '2024-01-01T00:00:00Z', is_active: true },
      'BUNDLE_PROPERTIES_CONFLICT',
    ],
    [
      'an end before its start',
      {
        ...TRAFFIC,
        start: '2024-01-01T00:00:00.2Z',
        end: '2024-01-01T00:00:00.1Z',
        is_active: false,
      },
      'BUNDLE_PROPERTIES_CONFLICT',
    ],
    [
      'a reference to the wrong type',
      { ...TRAFFIC, src_ref: ADDRESS.replace('ipv4-addr', 'malware') },
      'BUNDLE_PROPERTY_INVALID',
    ],
    ['a reference that is no id', { ...TRAFFIC, src_ref: 'x' }, 'BUNDLE_PROPERTY_INVALID'],
    [
      'a body in several parts',
      { type: 'email-message', is_multipart: true, body: 'x' },
      'BUNDLE_PROPERTIES_CONFLICT',
    ],
    [
      'both payload and url',
      { type: 'artifact', payload_bin: 'VGhpcw==', url: 'u', hashes: { MD5 } },
      'BUNDLE_PROPERTIES_CONFLICT',
    ],
    ['broken base64', { type: 'artifact', payload_bin: 'a' }, 'BUNDLE_PROPERTY_INVALID'],
    ['no property at all', { type: 'process' }, 'BUNDLE_PROPERTIES_CONFLICT'],
    [
      'an extension that says nothing',
      { type: 'file', name: 'a', extensions: { 'pdf-ext': {} } },
      'BUNDLE_PROPERTIES_CONFLICT',
    ],
    [
      'an unknown socket option',
      {
        ...TRAFFIC,
        extensions: { 'socket-ext': { address_family: 'AF_INET', options: { FOO: 1 } } },
      },
      'BUNDLE_PROPERTIES_CONFLICT',
    ],
    [
      'an extension that is no object',
      { type: 'file', name: 'a', extensions: { 'pdf-ext': 'x' } },
      'BUNDLE_PROPERTY_INVALID',
    ],
    [
      'a timestamp with an offset',
      { ...TRAFFIC, start: '2024-01-01T00:00:00+02:00' },
      'BUNDLE_PROPERTY_INVALID',
    ],
    ['an id of another type', { type: 'mutex', name: 'm', id: ADDRESS }, 'BUNDLE_PROPERTY_INVALID'],
    [
      'another version of STIX',
      { type: 'mutex', name: 'm', spec_version: '2.0' },
      'BUNDLE_PROPERTY_INVALID',
    ],
    [
      'odd hexadecimal digits',
      { type: 'file', name: 'a', magic_number_hex: 'abc' },
      'BUNDLE_PROPERTY_INVALID',
    ],
    [
      'a word that is no registry type',
      { type: 'windows-registry-key', key: 'k', values: [{ data_type: 'REG_FOO' }] },
      'BUNDLE_PROPERTY_INVALID',
    ],
    [
      'a property whose name is not lower case',
      { type: 'mutex', name: 'm', __proto: 1 },
      'BUNDLE_PROPERTY_INVALID',
    ],
  ])('refuses %s', (_, observable, code) => {
    expect(codeOf(observable, true)).toBe(code);
  });

  it('names the place of what is wrong', () => {
    const key = { type: 'windows-registry-key', values: [{}, { data_type: 'REG_FOO' }] };

    expect(() => checkObservable(key)).toThrow('"values.1.data_type" of a windows-registry-key');
  });
});
