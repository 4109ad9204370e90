import fc from 'fast-check';
import { fileKey, fileKeyName } from '../../../../src/sandbox/files/file-key.js';

describe('fileKey', () => {
  it.each([
    ['Report.PDF', 'report.pdf'],
    [' with blanks .txt ', 'with blanks .txt'],
    ['no-extension', 'no-extension'],
    ['.hidden', '.hidden'],
    ['two.dots.tar.gz', 'two.dots.tar.gz'],
    ['naïve.csv', 'naïve.csv'],
    ['../../etc/passwd', '.._.._etc_passw'],
    ['..\\windows', '.._windows'],
    ['..', '_..'],
    ['.', '_.'],
    ['', '_'],
    ['nul\0byte.txt', 'nul_byte.txt'],
    ['query?x#y%2f.txt', 'query_x_y_2f.txt'],
  ])('makes %j %j', (name, key) => {
    expect(fileKeyName(name)).toBe(key);
  });

  it('cuts a stem at two hundred characters and an extension at ten', () => {
    const key = fileKeyName(`${'a'.repeat(300)}.${'b'.repeat(30)}`);

    expect(key).toBe(`${'a'.repeat(200)}.${'b'.repeat(10)}`);
  });

  it('joins folders and name, whatever the folders hold', () => {
    expect(fileKey(['import', 'Malware', '../x'], 'A.txt')).toBe('import/Malware/.._x/a.txt');
    expect(fileKey(['export', '..'], 'a')).toBe('export/_../a');
  });

  it('never leads out of its folder', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'binary' }),
        (folder, name) => {
          const parts = fileKey(['import', folder], name).split('/');
          expect(parts).toHaveLength(3);
          expect(parts.every(part => part !== '' && part !== '.' && part !== '..')).toBe(true);
        },
      ),
    );
  });
});
