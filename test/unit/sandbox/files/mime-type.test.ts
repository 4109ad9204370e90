import { extensionOf, mimeTypeOf } from '../../../../src/sandbox/files/mime-type.js';

describe('mimeTypeOf', () => {
  it.each([
    ['a.csv', 'text/csv'],
    ['A.PDF', 'application/pdf'],
    ['rules.yar', 'text/yara+plain'],
    ['pdf_report', 'application/pdf'],
    ['archive.tar.gz', 'application/gzip'],
    ['unknown.xyz', 'application/octet-stream'],
    ['none', 'application/octet-stream'],
    ['', 'application/octet-stream'],
    ['a.__proto__', 'application/octet-stream'],
  ])('tells of %j that it is %s', (name, type) => {
    expect(mimeTypeOf(name)).toBe(type);
  });
});

describe('extensionOf', () => {
  it.each([
    ['application/json', 'json'],
    ['text/csv', 'csv'],
    ['application/vnd.oasis.stix+json', 'json'],
    ['application/x-yaml', 'yaml'],
    ['nonsense', 'bin'],
  ])('gives %s files the ending %s', (type, extension) => {
    expect(extensionOf(type)).toBe(extension);
  });
});
