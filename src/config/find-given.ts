import { ConfigError } from '../errors/index.js';
import type { ConfigSources } from './config-sources.js';
import { readTextFile } from './read-text-file.js';
import type { SettingRecord } from './setting-record.js';

/** A value that the operator has given. */
export interface GivenValue {
  /** The name that it was given under: a variable or a YAML path. */
  readonly name: string;
  /** Text, or any YAML value. */
  readonly raw: unknown;
  /** The same as it is spelt; differs from `raw` for a YAML number such as `0123`. */
  readonly spelling: unknown;
  /** `environment`, or the path of a file. */
  readonly origin: string;
  /** For an error: file and line. Undefined for the environment. */
  readonly place?: string;
  /** Whether it was given under an old name. */
  readonly isFormer: boolean;
}

/** What is found where a variable is set to nothing. */
const EMPTIED = 'emptied';
type Found = GivenValue | typeof EMPTIED | undefined;

/** One place that has variables. */
interface Layer {
  readonly origin: string;
  read(name: string): { readonly text: string; readonly place?: string } | undefined;
}

/**
 * Looks a setting up: environment, the file that `<NAME>_FILE` names, `.env`, `config.yml`; then
 * the same under its old names. A variable that is set but empty ends the search without a value,
 * as it does for pycti; so an operator can undo what `config.yml` says.
 *
 * @param isTaken whether a name with `_FILE` at its end belongs to another setting
 * @throws ConfigError `CONFIG_VALUE` when the file that `<NAME>_FILE` names can't be read
 */
export function findGiven(
  record: SettingRecord,
  sources: ConfigSources,
  isTaken: (variable: string) => boolean,
): GivenValue | undefined {
  const now = search(
    [record.env, ...record.otherEnv],
    [record.yamlPath ?? []].flat(),
    sources,
    isTaken,
  );
  if (now) return now === EMPTIED ? undefined : now;
  const isPath = (name: string): boolean => name.includes('.');
  const old = search(
    record.formerly.filter(name => !isPath(name)),
    record.formerly.filter(isPath),
    sources,
    isTaken,
  );

  return !old || old === EMPTIED ? undefined : { ...old, isFormer: true };
}

function search(
  variables: readonly string[],
  paths: readonly string[],
  sources: ConfigSources,
  isTaken: (variable: string) => boolean,
): Found {
  const found = fromVariables(variables, sources, isTaken);
  if (found) return found;

  return paths.map(path => fromYaml(path, sources)).find(value => value !== undefined);
}

function fromVariables(
  names: readonly string[],
  sources: ConfigSources,
  isTaken: (variable: string) => boolean,
): Found {
  for (const layer of layersOf(sources)) {
    for (const name of names) {
      const direct = layer.read(name);
      if (direct && direct.text !== '') return given(name, direct.text, layer.origin, direct.place);
      const pointer = isTaken(`${name}_FILE`) ? undefined : layer.read(`${name}_FILE`);
      if (pointer && pointer.text !== '') return fromFile(name, pointer.text);
      if (direct) return EMPTIED;
    }
  }

  return undefined;
}

function layersOf({ environment, envFile }: ConfigSources): Layer[] {
  const fromEnvironment: Layer = {
    origin: 'environment',
    read: name => {
      const text = Object.hasOwn(environment, name) ? environment[name] : undefined;
      return text === undefined ? undefined : { text: String(text) };
    },
  };
  if (!envFile) return [fromEnvironment];

  const fromEnvFile: Layer = {
    origin: envFile.path,
    read: name => {
      const found = envFile.variables.get(name);
      return found && { text: found.text, place: `${envFile.path}, line ${found.line}` };
    },
  };

  return [fromEnvironment, fromEnvFile];
}

/** The content of a file, such as a Docker secret. */
function fromFile(name: string, path: string): GivenValue | typeof EMPTIED {
  const file = readTextFile(path);
  if (file.kind !== 'text') {
    const reason = file.kind === 'absent' ? 'there is no such file' : file.reason;
    throw new ConfigError('CONFIG_VALUE', {
      // The path is left out: it may be the secret itself, put into the wrong variable.
      rule: `can't be read from the file that ${name}_FILE names: ${reason}`,
    });
  }
  const text = file.text.trim();

  return text === '' ? EMPTIED : given(name, text, path, path);
}

function fromYaml(path: string, { yamlFile }: ConfigSources): GivenValue | undefined {
  const [section = '', key = ''] = path.split('.');
  const found = yamlFile?.sections.get(section)?.get(key);
  // `key:` with nothing behind it is a setting that nobody has filled in.
  if (!yamlFile || !found || found.value === null || found.value === '') return undefined;
  const line = found.line === undefined ? '' : `, line ${found.line}`;

  return {
    ...given(path, found.value, yamlFile.path, `${path} in ${yamlFile.path}${line}`),
    spelling: found.spelling,
  };
}

function given(name: string, raw: unknown, origin: string, place?: string): GivenValue {
  return { name, raw, spelling: raw, origin, ...(place && { place }), isFormer: false };
}
