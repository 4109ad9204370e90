import { resolve } from 'node:path';
import { ConfigError } from '../errors/index.js';
import { parseEnvFile, type EnvFile } from './env-file.js';
import { readTextFile } from './read-text-file.js';
import { parseYamlFile, type YamlFile } from './yaml-file.js';

/** Where settings come from, strongest first. */
export interface ConfigSources {
  /** The environment: variables by name. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The `.env` file that was found, if one was. */
  readonly envFile?: EnvFile;
  /** The `config.yml` that was found, if one was. */
  readonly yamlFile?: YamlFile;
}

/** Where {@link readConfigSources} looks. */
export interface ConfigPlaces {
  /** The environment. Default: the environment of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Folders to look for files in, in order; the first that has a file counts. Default: none. */
  readonly folders?: readonly string[];
}

/**
 * Reads the files that hold settings: `.env`, and `config.yml` (else `config.yaml`), each from the
 * first folder that has it.
 *
 * @throws ConfigError `CONFIG_FILE` when a file is there but can't be read
 */
export function readConfigSources({
  env = process.env,
  folders = [],
}: ConfigPlaces = {}): ConfigSources {
  const envFile = firstFile(folders, ['.env'], parseEnvFile);
  const yamlFile = firstFile(folders, ['config.yml', 'config.yaml'], parseYamlFile);

  return Object.freeze({
    environment: env,
    ...(envFile && { envFile }),
    ...(yamlFile && { yamlFile }),
  });
}

function firstFile<T>(
  folders: readonly string[],
  names: readonly string[],
  parse: (text: string, path: string) => T,
): T | undefined {
  for (const folder of folders) {
    for (const name of names) {
      const path = resolve(folder, name);
      const file = readTextFile(path);
      if (file.kind === 'refused') {
        const { reason, fix } = file;
        throw new ConfigError('CONFIG_FILE', { path, reason, ...(fix && { fix }) });
      }
      if (file.kind === 'text') return parse(file.text, path);
    }
  }

  return undefined;
}
