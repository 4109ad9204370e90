import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join, relative, sep } from 'node:path';

const SRC = join(__dirname, '..', 'src');

/** The rooms in the order of the data's way, and what each may import. */
const ROOMS: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  stix: ['errors'],
  config: ['errors'],
  injection: ['errors', 'config'],
  connectors: ['errors', 'stix', 'config', 'injection'],
  http: ['errors', 'config', 'injection'],
  platform: ['errors', 'stix', 'config', 'injection', 'connectors', 'http'],
  transport: ['errors', 'stix', 'config', 'injection', 'connectors', 'http', 'platform'],
  runtime: ['errors', 'stix', 'config', 'injection', 'connectors', 'http', 'platform', 'transport'],
  sandbox: ['errors', 'stix'],
  testing: [
    ...['errors', 'stix', 'config', 'injection', 'connectors', 'http', 'platform', 'transport'],
    ...['runtime', 'sandbox'],
  ],
  cli: [
    ...['errors', 'stix', 'config', 'injection', 'connectors', 'http', 'platform', 'transport'],
    ...['runtime', 'sandbox', 'testing'],
  ],
};

/** Files beside the rooms that any room may read: they import nothing. */
const FREE = new Set(['version']);

interface Import {
  readonly file: string;
  readonly room: string;
  readonly target: string;
  readonly path: string;
}

function filesOf(folder: string): string[] {
  return readdirSync(folder).flatMap(name => {
    const path = join(folder, name);
    if (statSync(path).isDirectory()) return filesOf(path);

    return path.endsWith('.ts') ? [path] : [];
  });
}

function importsOf(path: string): Import[] {
  const file = relative(SRC, path);
  const [room = ''] = file.split(sep);
  const text = readFileSync(path, 'utf8');
  const found = text.matchAll(/(?:from|import\(|import|require\()\s*'(\.[^']+)'/g);

  return [...found].map(([, specifier = '']) => {
    const target = relative(SRC, join(path, '..', specifier)).replace(/\.js$/, '');
    return { file, room, target: target.split(sep)[0] ?? '', path: target };
  });
}

const files = filesOf(SRC);
const imports = files.flatMap(importsOf);

describe('the rooms of src', () => {
  it('are the ones that are drawn', () => {
    const rooms = readdirSync(SRC).filter(name => statSync(join(SRC, name)).isDirectory());

    expect(rooms.sort()).toEqual(Object.keys(ROOMS).sort());
  });

  it.each(Object.keys(ROOMS))('%s has a door', room => {
    expect(files.map(path => relative(SRC, path))).toContain(join(room, 'index.ts'));
  });

  it('import one way only, in the order of the data', () => {
    const wrong = imports.filter(
      ({ room, target }) =>
        room in ROOMS && target !== room && !FREE.has(target) && !ROOMS[room]?.includes(target),
    );

    expect(wrong.map(({ file, path }) => `${file} imports ${path}`)).toEqual([]);
  });

  it('are entered by the door', () => {
    const wrong = imports.filter(
      ({ room, target, path }) =>
        room in ROOMS && target !== room && target in ROOMS && path !== join(target, 'index'),
    );

    expect(wrong.map(({ file, path }) => `${file} imports ${path}`)).toEqual([]);
  });

  it('keep tsyringe behind injection', () => {
    const users = files.filter(path => /from 'tsyringe/.test(readFileSync(path, 'utf8')));

    expect(users.map(path => relative(SRC, path).split(sep)[0])).toEqual(
      users.map(() => 'injection'),
    );
  });
});

describe('the files of src', () => {
  it('have no names that say nothing', () => {
    const empty =
      /(^|\/)(utils?|helpers?|common|misc|types)(\/|\.ts$)|manager|-(utils?|helpers?)\.ts$/;

    expect(files.map(path => relative(SRC, path)).filter(path => empty.test(path))).toEqual([]);
  });

  it('stay within 300 lines, or are data or doors', () => {
    const long = files
      .map(path => ({ path: relative(SRC, path), lines: readFileSync(path, 'utf8').split('\n') }))
      .filter(({ path, lines }) => lines.length > 301 && basename(path) !== 'index.ts')
      .filter(({ lines }) => !/^\/\*\* ?(Generated|Data)/.test(lines[0] ?? ''));

    expect(long.map(({ path, lines }) => `${path}: ${lines.length}`)).toEqual([]);
  });
});
