import { ConfigError } from '../errors/index.js';
import { readConfigMetadata, writeSection } from './config-metadata.js';
import { snakeCase } from './snake-case.js';

/** A class of settings: built without arguments, its properties marked with `@Setting`. */
export type ConfigClass<T = unknown> = new () => T;

/**
 * Marks a class as settings. Ask for the class in a constructor to get them, read and validated.
 *
 * ```ts
 * @Config('cisa')                       // CISA_CATALOG_URL, or cisa.catalog_url in config.yml
 * export class CisaConfig {
 *   @Setting({ description: 'URL of the KEV catalogue (JSON).' })
 *   @IsUrl() readonly catalogUrl: string = 'https://example.org/kev.json';
 * }
 * ```
 *
 * @param section first part of every name: `importCsv` or `import_csv` reads `IMPORT_CSV_…`
 * @throws ConfigError `CONFIG_DECLARATION` when the section can't be part of a variable's name
 */
export function Config(section: string): ClassDecorator {
  return target => {
    if (typeof section !== 'string' || !/^[A-Za-z][A-Za-z0-9_-]*$/.test(section)) {
      throw new ConfigError('CONFIG_DECLARATION', {
        where: `@Config on ${target.name}`,
        reason: `${JSON.stringify(section)} can't be the beginning of a variable's name`,
        fix: "name the section in letters, digits and _, such as @Config('cisa')",
      });
    }

    writeSection(target, snakeCase(section));
  };
}

/** Whether a class is marked with {@link Config} itself; a marked parent is not enough. */
export function isConfigClass(cls: unknown): cls is ConfigClass {
  return typeof cls === 'function' && readConfigMetadata(cls).section !== undefined;
}
