import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { LoaderProject, PACKAGE, type DriverReport, type Loaded } from './loader-project.js';

jest.setTimeout(60_000);

const projects: LoaderProject[] = [];

afterEach(() => projects.splice(0).forEach(each => each.remove()));

const COMMONJS = { type: 'commonjs' };
const MODULE = { type: 'module' };
const TSCONFIG = {
  compilerOptions: { module: 'NodeNext', target: 'ES5', experimentalDecorators: false },
};

/** A connector in two files, with a class that its constructor asks for. */
function feedIn(folder: string, ending: string): Record<string, string> {
  return {
    [`${folder}/index.ts`]: `
import { ExternalImport, type Importer } from 'octiflow';
import { Client } from './client${ending}';

@ExternalImport({ scope: 'vulnerability' })
export class Feed implements Importer<string> {
  constructor(private readonly client: Client) {}
  fetch() { return [{ items: [this.client.name], bookmark: undefined }]; }
  convert() { return []; }
}
`,
    [`${folder}/client.ts`]: `
import { Injectable } from 'octiflow';

@Injectable()
export class Client { readonly name = 'client'; }
`,
  };
}

const ASKING_FEED = [{ name: 'Feed', holds: ['Client'] }];

describe('a TypeScript connector loads', () => {
  it.each([
    ['no package.json, no tsconfig', {}, '.js'],
    ['no type, with tsconfig', { 'package.json': {}, 'tsconfig.json': TSCONFIG }, '.js'],
    ['no type, without endings', { 'package.json': {} }, ''],
    ['no type, with .ts endings', { 'package.json': {} }, '.ts'],
    ['type commonjs', { 'package.json': COMMONJS, 'tsconfig.json': TSCONFIG }, '.js'],
    ['type commonjs, without endings', { 'package.json': COMMONJS }, ''],
    ['type module', { 'package.json': MODULE, 'tsconfig.json': TSCONFIG }, '.js'],
    ['type module, without endings', { 'package.json': MODULE }, ''],
    [
      'a .swcrc that would break it',
      { '.swcrc': { jsc: { parser: { syntax: 'ecmascript' } } } },
      '',
    ],
  ])('with %s', async (_, files, ending) => {
    const loaded = await loadOne({ ...files, ...feedIn('src', ending) });

    expect(loaded.connectors).toEqual(ASKING_FEED);
  });

  it('when it imports a folder, JSON, and a package', async () => {
    const loaded = await loadOne({
      'src/index.ts': `
import { of } from 'rxjs';
import { ExternalImport } from 'octiflow';
import limits from './limits.json';
import { Client } from './parts';

@ExternalImport({ lookahead: limits.lookahead })
export class Feed {
  constructor(readonly client: Client) {}
  fetch() { return of({ items: [], bookmark: undefined }); }
  convert() { return []; }
}
`,
      'src/limits.json': { lookahead: 2 },
      'src/parts/index.ts': "export { Client } from '../client.js';",
      'src/client.ts': feedIn('src', '')['src/client.ts'],
    });

    expect(loaded.connectors).toEqual(ASKING_FEED);
  });

  it('when it uses import.meta and __dirname', async () => {
    const loaded = await loadOne({
      'index.ts': feed(`
if (!import.meta.url.endsWith('/index.ts')) throw new Error(import.meta.url);
if (!__dirname) throw new Error('no __dirname');
`),
    });

    expect(loaded.connectors).toEqual([{ name: 'Feed', holds: [] }]);
  });

  it.each([{}, COMMONJS, MODULE])(
    'when it awaits outside of functions, in a package %j',
    async type => {
      const loaded = await loadOne({
        'package.json': type,
        ...feedIn('src', '.js'),
        'src/client.ts': `
import { Injectable } from 'octiflow';
import { name } from './names';
const given: string = await Promise.resolve(name);

@Injectable()
export class Client { readonly name = given; }
`,
        'src/names/index.ts': "export const name = 'client';",
      });

      expect(loaded.connectors).toEqual(ASKING_FEED);
    },
  );

  it.each([
    ['that only offers an ES module', { type: 'module', exports: { import: './index.js' } }, ''],
    ['that is an ES module', { type: 'module', exports: './index.js' }, ''],
    ['that awaits while it loads', { type: 'module', exports: './index.js' }, 'await 0;'],
  ])('when it imports a package %s', async (_, manifest, code) => {
    const loaded = await loadOne({
      ...feedIn('src', '.js'),
      'src/client.ts': `
import { Injectable } from 'octiflow';
import { name } from 'other';

@Injectable()
export class Client { readonly name: string = name; }
`,
      'node_modules/other/package.json': { name: 'other', ...manifest },
      'node_modules/other/index.js': `${code} export const name = 'other';`,
    });

    expect(loaded.connectors).toEqual(ASKING_FEED);
  });

  it('when two files import each other and one side is delayed', async () => {
    const loaded = await loadOne(circle('@Inject(delay(() => Feed)) '));

    expect(loaded.connectors).toEqual([{ name: 'Feed', holds: ['Client'] }]);
  });

  it('when the connector is the default export', async () => {
    const loaded = await loadOne({
      'index.ts': feed('').replace('export class', 'export default class'),
    });

    expect(loaded.connectors).toEqual([{ name: 'Feed', holds: [] }]);
  });

  it('when it lies outside of any project', async () => {
    const bare = project({ 'index.ts': feed(''), 'await/index.ts': feed('await 0;') });

    const { results } = await bare.load('.', 'await');

    expect(results.map(({ connectors }) => connectors)).toEqual([
      [{ name: 'Feed', holds: [] }],
      [{ name: 'Feed', holds: [] }],
    ]);
  });

  it('beside others in one process', async () => {
    const fleet = project({
      ...feedIn('one/src', '.js'),
      ...feedIn('two/src', ''),
      'three/index.ts': feed('await 0;'),
    }).install();

    const { results } = await fleet.load('one', 'two', 'three', 'one');

    expect(results.map(({ connectors }) => connectors)).toEqual([
      ASKING_FEED,
      ASKING_FEED,
      [{ name: 'Feed', holds: [] }],
      ASKING_FEED,
    ]);
  });

  it('without a word on stderr', async () => {
    const { stderr } = await installed(feedIn('src', '.js')).load('.');

    expect(stderr).toBe('');
  });
});

describe('built JavaScript loads', () => {
  const commonjs = `
"use strict";
Object.defineProperty(exports, "__esModule", { value: true });
exports.Feed = void 0;
const octiflow_1 = require("octiflow");
class Feed { fetch() { return []; } convert() { return []; } }
exports.Feed = Feed;
octiflow_1.ExternalImport()(Feed);
`;
  const bundled = `
const { ExternalImport } = require("octiflow");
const all = new Map([["Feed", class Feed { fetch() {} convert() {} }]]);
ExternalImport()(all.get("Feed"));
module.exports = Object.fromEntries(all);
`;
  const esModule = `
import { ExternalImport } from 'octiflow';
await 0;
export class Feed { fetch() { return []; } convert() { return []; } }
ExternalImport()(Feed);
`;

  it.each([
    ['CommonJS', { 'package.json': COMMONJS, 'dist/index.js': commonjs }],
    ['CommonJS without a type', { 'dist/index.js': commonjs }],
    ['ES modules', { 'package.json': MODULE, 'dist/index.js': esModule }],
    ['ES modules named .mjs', { 'index.mjs': esModule }],
    ['CommonJS whose exports have no names', { 'index.js': bundled }],
  ])('as %s, without the TypeScript compiler', async (_, files) => {
    const { results, compiler } = await installed(files).load('.');

    expect(results[0]?.connectors).toEqual([{ name: 'Feed', holds: [] }]);
    expect(compiler).toBe(false);
  });

  it('and the compiler comes with the first TypeScript file', async () => {
    expect((await installed({ 'index.ts': feed('') }).load('.')).compiler).toBe(true);
  });

  it('refuses what was compiled without decorator metadata', async () => {
    const loaded = await loadOne({
      'index.js': commonjs.replace(
        '{ fetch',
        '{ constructor(client) { this.client = client; } fetch',
      ),
    });

    expect(loaded.error).toMatchObject({
      name: 'DeclarationError',
      code: 'DECLARATION_NO_METADATA',
      message:
        'index.js was compiled without decorator metadata, so nothing is known of what the constructor of Feed takes.',
      exitCode: 70,
    });
  });
});

describe('a path leads to', () => {
  const entry = feed('');
  const folders: [string, Record<string, unknown>][] = [
    ['src/index.ts', { 'src/index.ts': entry, 'index.ts': '', 'index.js': '' }],
    ['index.ts', { 'index.ts': entry, 'src/index.mts': '', 'dist/index.js': '' }],
    ['src/index.mts', { 'src/index.mts': entry, 'src/alpha.connector.ts': '' }],
    ['alpha.connector.ts', { 'alpha.connector.ts': entry, 'alpha.client.ts': '', 'index.js': '' }],
    ['src/alpha.connector.ts', { 'src/alpha.connector.ts': entry, 'dist/index.js': '' }],
    ['feed.ts', { 'package.json': { main: './feed.ts' }, 'feed.ts': entry, 'index.js': '' }],
    [
      'lib/index.js',
      { 'package.json': { main: 'lib' }, 'lib/index.js': builtFeed(), 'index.js': '' },
    ],
    [
      'index.js',
      { 'package.json': { main: 'dist/no.js' }, 'index.js': builtFeed(), 'dist/index.js': '' },
    ],
    ['dist/index.js', { 'package.json': { main: 7 }, 'dist/index.js': builtFeed() }],
    ['dist/a.connector.js', { 'dist/a.connector.js': builtFeed(), 'readme.md': '' }],
  ];
  const refusals: [string, string][] = [
    ['gone.ts', 'does not exist'],
    ['empty.txt/below', 'does not exist'],
    ['', 'is empty'],
    ['empty.txt', 'is neither TypeScript nor JavaScript'],
    ['only.d.ts', 'is neither TypeScript nor JavaScript'],
    ['bare', 'holds no connector that could be found by its name'],
    [
      'many',
      'holds several connectors (a.connector.ts, b.connector.ts), and no index.ts that chooses',
    ],
  ];
  let home: LoaderProject;
  let results: Map<string, Loaded>;

  beforeAll(async () => {
    const inFolders = folders.flatMap(([name, files]) =>
      Object.entries(files).map(([path, text]) => [`for ${name}/${path}`, text]),
    );
    home = new LoaderProject({
      ...Object.fromEntries(inFolders),
      'a/src/any.ts': entry,
      'b/any.cts': entry,
      'empty.txt': '',
      'only.d.ts': '',
      'bare/readme.md': '',
      'many/a.connector.ts': '',
      'many/src/b.connector.ts': '',
    }).install();
    const paths = [
      ...folders.map(([name]) => `for ${name}`),
      ...['a/src/any.ts', join(home.folder, 'b/any.cts')],
      ...refusals.map(([path]) => path),
    ];

    const report = await home.load(...paths);
    results = new Map(paths.map((path, at) => [path, report.results[at] ?? {}]));
  });

  afterAll(() => home.remove());

  it.each(folders)('%s in a folder', expected => {
    const folder = join(home.folder, `for ${expected}`);

    const loaded = results.get(`for ${expected}`);

    expect(loaded?.error).toBeUndefined();
    expect(loaded).toMatchObject({ file: join(folder, expected), folder });
  });

  it('the very file that is given, in its own folder or above src', () => {
    expect(results.get('a/src/any.ts')).toMatchObject({
      file: join(home.folder, 'a/src/any.ts'),
      folder: join(home.folder, 'a'),
    });
    expect(results.get(join(home.folder, 'b/any.cts'))).toMatchObject({
      file: join(home.folder, 'b/any.cts'),
      folder: join(home.folder, 'b'),
    });
  });

  it.each(refusals)('a clear refusal: %j', (path, reason) => {
    expect(results.get(path)?.error).toMatchObject({
      name: 'UsageError',
      code: 'USAGE_PATH',
      message: `The path "${path}" ${reason}.`,
      fix: 'give the file that exports the connector, or a folder with src/index.ts, index.ts or one *.connector.ts',
      exitCode: 64,
    });
  });
});

describe('a connector that can not be loaded', () => {
  it('shows the place of a syntax error, in TypeScript', async () => {
    const loaded = await loadOne({
      'index.ts': "import './feed.js';",
      'feed.ts': 'const a = 1;\nconst b: = 2;\n',
    });

    expect(loaded.error).toMatchObject({ code: 'DECLARATION_FILE_SYNTAX', exitCode: 70 });
    expect(loaded.error?.message).toContain('feed.ts:2:1]');
    expect(loaded.error?.message).toContain('const b: = 2;');
    expect(loaded.error?.message).not.toMatch(/backtrace|unknown|Caused by/i);
  });

  it('shows the place of a syntax error, in JavaScript', async () => {
    const loaded = await loadOne({ 'index.js': 'const a = 1;\nconst b: = 2;\n' });

    expect(loaded.error).toMatchObject({ code: 'DECLARATION_FILE_SYNTAX' });
    expect(loaded.error?.message).toMatch(/index\.js:2\nconst b: = 2;\n {6}\^\n/);
  });

  it('does not take a SyntaxError thrown by its code for one of its own', async () => {
    const loaded = await loadOne({ 'index.ts': "JSON.parse('{');" });

    expect(loaded.error).toMatchObject({ code: 'DECLARATION_FILE_FAILED' });
    expect(loaded.error?.message).toMatch(/at index\.ts:1:6$/);
  });

  it('says that its package.json is broken', async () => {
    const loaded = await loadOne({ 'package.json': '{ not JSON', 'index.js': '' });

    expect(loaded.error).toMatchObject({ code: 'DECLARATION_FILE_FAILED' });
    expect(loaded.error?.message).toContain('Invalid package config');
  });

  it('shows it in a file that only ES modules reach, too', async () => {
    const loaded = await loadOne({
      'index.ts': "import './feed.js';\nawait 0;",
      'feed.ts': 'const b: = 2;\n',
    });

    expect(loaded.error).toMatchObject({ code: 'DECLARATION_FILE_SYNTAX' });
    expect(loaded.error?.message).toContain('feed.ts:1:1]');
  });

  it.each([
    ['required', ''],
    ['imported', 'await 0;\n'],
  ])('names the line that threw, when %s', async (_, first) => {
    const loaded = await loadOne({
      'src/index.ts': `${first}import './feed.js';\n`,
      'src/feed.ts': `
interface Gone { readonly at: string }

function open(name: string): never {
  throw new Error(\`no such thing: \${name}\`);
}
open('index');
`,
    });

    expect(loaded.error).toMatchObject({
      code: 'DECLARATION_FILE_FAILED',
      message:
        'src/index.ts failed while it was loaded: no such thing: index\n  at src/feed.ts:5:9',
    });
    expect(loaded.error?.stack).toContain('src/feed.ts:7:1');
  });

  it('names the line that threw, in JavaScript', async () => {
    const loaded = await loadOne({ 'index.js': '\nthrow new Error("no such thing");' });

    expect(loaded.error).toMatchObject({
      code: 'DECLARATION_FILE_FAILED',
      message: 'index.js failed while it was loaded: no such thing\n  at index.js:2:7',
    });
  });

  it.each(['"text"', 'undefined', 'null', '{ code: "ERR_REQUIRE_ESM" }'])(
    'copes with a thrown %s',
    async thrown => {
      const loaded = await loadOne({ 'index.ts': `throw ${thrown};` });

      expect(loaded.error).toMatchObject({ code: 'DECLARATION_FILE_FAILED' });
    },
  );

  it('passes on an error of octiflow as it is', async () => {
    const loaded = await loadOne({
      'index.ts': "import { FatalError } from 'octiflow'; throw new FatalError('no licence');",
    });

    expect(loaded.error).toMatchObject({ name: 'FatalError', code: 'SOURCE_FATAL' });
  });

  it.each([
    ['required', ''],
    ['imported', 'await 0;'],
  ])('names a package that is not installed, when %s', async (_, first) => {
    const loaded = await loadOne({ 'index.ts': `import 'left-pad';${first}` });

    expect(loaded.error).toMatchObject({
      code: 'DECLARATION_MODULE_MISSING',
      message: "index.ts can't be loaded: there is no left-pad, which index.ts imports.",
      fix: 'install it beside the connector: npm install left-pad',
    });
  });

  it('names a file that is not there', async () => {
    const loaded = await loadOne({ 'src/index.ts': "import './clients.js';" });

    expect(loaded.error).toMatchObject({
      code: 'DECLARATION_MODULE_MISSING',
      message:
        "src/index.ts can't be loaded: there is no ./clients.js, which src/index.ts imports.",
      fix: 'correct the path in the import',
    });
  });

  it('lists what a file without a connector exports', async () => {
    const loaded = await loadOne({
      'alpha.connector.ts': `
import { Config, Injectable } from 'octiflow';
@Config('alpha') export class AlphaConfig {}
@Injectable() export class AlphaClient {}
export class Plain {}
export const limit = 3;
export function help(): void {}
export interface Shape {}
`,
    });

    expect(loaded.error).toMatchObject({
      name: 'DeclarationError',
      code: 'DECLARATION_NO_CONNECTOR',
      message:
        'No connector in alpha.connector.ts: it exports AlphaClient (injectable), AlphaConfig (settings), Plain (class), help (function), limit (value) and nothing else.',
      fix: 'give the file that exports the class marked @ExternalImport, @Enrichment, @Stream, @ImportFile or @ExportFile',
    });
  });

  it.each([
    ['index.ts', 'export {};'],
    ['index.js', ''],
  ])('says that %s exports nothing', async (name, text) => {
    const loaded = await loadOne({ [name]: text });

    expect(loaded.error?.message).toBe(`No connector in ${name}: it exports nothing.`);
  });

  it('says that another copy of octiflow was used', async () => {
    const home = project({ 'index.ts': feed('') });
    const copy = join(home.folder, 'node_modules/octiflow');
    mkdirSync(copy, { recursive: true });
    cpSync(join(PACKAGE, 'dist'), join(copy, 'dist'), { recursive: true });
    cpSync(join(PACKAGE, 'package.json'), join(copy, 'package.json'));
    symlinkSync(join(PACKAGE, 'node_modules'), join(copy, 'node_modules'));

    const { results } = await home.load('.');

    expect(results[0]?.error).toMatchObject({
      code: 'DECLARATION_SECOND_COPY',
      message: `Feed in index.ts uses another copy of octiflow (${copy}) than the one that is running (${PACKAGE}).`,
      fix: `run the copy that the connector uses: node ${copy}/dist/cli/main.js`,
    });
  });

  it('draws a circle of imports that is not delayed', async () => {
    const loaded = await loadOne(circle(''));

    expect(loaded.error).toMatchObject({ code: 'INJECTION_CIRCULAR' });
    expect(loaded.error?.message).toContain(`
  Feed ( Client )
         └─ Client ( ? )
                     └─ parameter 1 (feed) has no class yet`);
  });

  it('draws a type-only import that is named like a global', async () => {
    const loaded = await loadOne({
      ...feedIn('src', '.js'),
      'src/client.ts': `
import { Injectable } from 'octiflow';
import type { Response } from './response.js';

@Injectable()
export class Client { constructor(readonly reply: Response) {} }
`,
    });

    expect(loaded.error).toMatchObject({ code: 'INJECTION_TYPE_ERASED' });
    expect(loaded.error?.message).toContain('parameter 1 (reply) is the global Response');
  });
});

/** A one-file connector after some code of its module. */
function feed(code: string): string {
  return `${code}
import { ExternalImport } from 'octiflow';

@ExternalImport()
export class Feed {
  fetch() { return []; }
  convert() { return []; }
}
`;
}

function builtFeed(): string {
  return `
const { ExternalImport } = require('octiflow');
exports.Feed = class Feed { fetch() {} convert() {} };
ExternalImport()(exports.Feed);
`;
}

/** Two files that import each other; the client's parameter is written as given. */
function circle(marked: string): Record<string, string> {
  return {
    ...feedIn('src', '.js'),
    'src/client.ts': `
import { Inject, Injectable, delay } from 'octiflow';
import { Feed } from './index.js';

@Injectable()
export class Client { constructor(${marked}readonly feed: Feed) {} }
`,
  };
}

function project(files: Readonly<Record<string, unknown>>): LoaderProject {
  const made = new LoaderProject(files);
  projects.push(made);

  return made;
}

function installed(files: Readonly<Record<string, unknown>>): LoaderProject {
  return project(files).install();
}

async function loadOne(files: Readonly<Record<string, unknown>>): Promise<Loaded> {
  const { results }: DriverReport = await installed(files).load('.');

  return results[0] ?? {};
}
