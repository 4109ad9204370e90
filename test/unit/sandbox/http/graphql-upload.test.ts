import { UploadedFile } from '../../../../src/sandbox/files/uploaded-file.js';
import { readUpload } from '../../../../src/sandbox/http/graphql-upload.js';
import { UnreadableBody } from '../../../../src/sandbox/http/multipart-body.js';

const TYPE = 'multipart/form-data; boundary=XX';

function request(operations: unknown, map: unknown, files: Record<string, string> = {}): Buffer {
  const asText = (value: unknown): string =>
    typeof value === 'string' ? value : JSON.stringify(value);
  const fields = Object.entries({ operations, map }).flatMap(([name, value]) =>
    value === undefined
      ? []
      : [`--XX\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${asText(value)}\r\n`],
  );
  const parts = Object.entries(files).map(
    ([name, content]) =>
      `--XX\r\nContent-Disposition: form-data; name="${name}"; filename="${name}.txt"\r\n\r\n${content}\r\n`,
  );

  return Buffer.from(`${fields.join('')}${parts.join('')}--XX--\r\n`);
}

const query = 'mutation U($file: Upload!) { uploadImport(file: $file) { id } }';

describe('readUpload', () => {
  it('puts files where the map says', () => {
    const operations = { query, variables: { file: null, files: [null, null] } };
    const map = { 0: ['variables.file'], 1: ['variables.files.1'] };

    const read = readUpload(request(operations, map, { 0: 'one', 1: 'two' }), TYPE);

    expect(read).toEqual({
      query,
      variables: {
        file: new UploadedFile('0.txt', Buffer.from('one')),
        files: [null, new UploadedFile('1.txt', Buffer.from('two'))],
      },
    });
  });

  it.each([
    ['no operations', request(undefined, {})],
    ['no map', request({}, undefined)],
    ['operations that are no JSON', request('{', {})],
    ['operations that are a list', request([], {})],
    ['a map that is a list', request({}, [])],
    ['a map whose paths are none', request({ variables: { file: null } }, { 0: 5 }, { 0: 'x' })],
    ['a file that is not there', request({ variables: { file: null } }, { 0: ['variables.file'] })],
    [
      'a place that is taken',
      request({ variables: { file: 'x' } }, { 0: ['variables.file'] }, { 0: 'x' }),
    ],
    [
      'a place that is not there',
      request({ variables: {} }, { 0: ['variables.file'] }, { 0: 'x' }),
    ],
    ['a place in the prototype', request({ variables: {} }, { 0: ['__proto__.x'] }, { 0: 'x' })],
    ['operations of more than a megabyte', request({ query: 'x'.repeat(1_000_001) }, {})],
  ])('refuses %s', (_what, body) => {
    expect(() => readUpload(body, TYPE)).toThrow(UnreadableBody);
    expect(({} as Record<string, unknown>).x).toBeUndefined();
  });
});
