import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfigSources, type ConfigSources } from '../../../src/config/index.js';

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'octiflow-config-'));
  mkdirSync(join(root, 'src'));
});

afterEach(() => rmSync(root, { recursive: true }));

const write = (name: string, content: string | Uint8Array): void =>
  writeFileSync(join(root, name), content);

const readHere = (): ConfigSources =>
  readConfigSources({ env: {}, folders: [join(root, 'src'), root] });

describe('readConfigSources', () => {
  it('takes each file from the first folder that has it', () => {
    write('.env', 'A=far');
    write('src/.env', 'A=near');
    write('config.yml', 'a:\n  b: far');

    const { envFile, yamlFile } = readHere();

    expect(envFile?.path).toBe(join(root, 'src', '.env'));
    expect(envFile?.variables.get('A')?.text).toBe('near');
    expect(yamlFile?.path).toBe(join(root, 'config.yml'));
  });

  it('prefers config.yml to config.yaml in one folder', () => {
    write('config.yaml', 'a:\n  b: yaml');
    expect(readHere().yamlFile?.path).toBe(join(root, 'config.yaml'));

    write('config.yml', 'a:\n  b: yml');
    expect(readHere().yamlFile?.path).toBe(join(root, 'config.yml'));
  });

  it('is content with no files, no folders and folders that are not there', () => {
    const env = { A: '1' };

    expect(readConfigSources({ env, folders: [join(root, 'nowhere')] })).toEqual({
      environment: env,
    });
    expect(readConfigSources({ env })).toEqual({ environment: env });
  });

  it('reads UTF-8 with a byte order mark', () => {
    write('.env', '\uFEFFA=ü');

    expect(readHere().envFile?.variables.get('A')?.text).toBe('ü');
  });

  it.each<[string, () => void, string]>([
    ['a folder', () => mkdirSync(join(root, '.env')), 'it is a folder'],
    ['more than a megabyte', () => write('.env', 'A=1\n'.repeat(300_000)), 'larger than 1 MB'],
    ['bytes that are no text', () => write('.env', Uint8Array.of(0xff, 0xfe, 65, 0)), 'not UTF-8'],
    ['NUL', () => write('.env', 'A=b\0c'), 'not a text file'],
    ['a pipe', () => execFileSync('mkfifo', [join(root, '.env')]), 'not a regular file'],
    ['a link to itself', () => symlinkSync('.env', join(root, '.env')), 'ELOOP'],
    ['what is no .env', () => write('.env', 'hello'), 'line 1'],
  ])('refuses %s, naming the file', (_what, prepare, reason) => {
    prepare();

    expect(readHere).toThrow(
      expect.objectContaining({
        code: 'CONFIG_FILE',
        exitCode: 78,
        message: expect.stringMatching(new RegExp(`^${join(root, '.env')}.*${reason}`)) as string,
      }) as Error,
    );
  });

  it('refuses a config.yml that is none, naming file and line', () => {
    write('config.yml', 'a:\n  b: [');

    expect(readHere).toThrow(`${join(root, 'config.yml')}, line 2`);
  });
});
