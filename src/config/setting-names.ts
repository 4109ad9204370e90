import type { SettingRecord } from './setting-record.js';

/** Every name that a set of settings answers to. */
export class SettingNames {
  private readonly variables: ReadonlySet<string>;
  private readonly paths: ReadonlySet<string>;
  private readonly prefixes: readonly string[];
  private readonly sections: ReadonlySet<string>;

  constructor(readonly records: readonly SettingRecord[]) {
    const former = records.flatMap(({ formerly }) => formerly);
    this.variables = new Set([
      ...records.flatMap(({ env, otherEnv }) => [env, ...otherEnv]),
      ...former,
    ]);
    this.paths = new Set([...records.flatMap(({ yamlPath }) => yamlPath ?? []), ...former]);
    this.sections = new Set([...this.paths].map(sectionOf).filter(name => name !== ''));
    this.prefixes = [...new Set(records.map(prefixOf))]
      .filter(prefix => prefix !== undefined)
      .sort((left, right) => right.length - left.length);
  }

  /** Whether a setting, or an old name of one, is exactly this variable. */
  hasVariable(name: string): boolean {
    return this.variables.has(name);
  }

  /** Whether a variable is read: its own name, or with `_FILE` at its end. */
  isRead(name: string): boolean {
    return this.variables.has(name) || this.variables.has(name.replace(/_FILE$/, ''));
  }

  /** Whether a setting stands at this YAML path, or once did. */
  hasPath(path: string): boolean {
    return this.paths.has(path);
  }

  /** Whether this section of `config.yml` is ours. */
  hasSection(section: string): boolean {
    return this.sections.has(section);
  }

  /** The sections of `config.yml` that are ours. */
  get sectionNames(): readonly string[] {
    return [...this.sections];
  }

  /** The beginning of a variable that makes it ours, such as `CISA_`; the longest that fits. */
  prefixOf(variable: string): string | undefined {
    return this.prefixes.find(prefix => variable.startsWith(prefix));
  }
}

/** A setting whose variable has a name of its own claims no prefix. */
function prefixOf({ section, env }: SettingRecord): string | undefined {
  const prefix = `${section.toUpperCase()}_`;

  return env.startsWith(prefix) ? prefix : undefined;
}

function sectionOf(path: string): string {
  return path.includes('.') ? (path.split('.')[0] ?? '') : '';
}
