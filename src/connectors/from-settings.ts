import type { Constructor } from '../injection/index.js';

/** The connector's settings, as an option that depends on them sees them. */
export interface SettingsReader {
  /** The loaded and checked instance of a class marked `@Config`. */
  get<T>(config: Constructor<T>): T;
}

/**
 * A value, or how to make it from the settings: `settings => tlpMarking(settings.get(KevConfig).tlp)`.
 * Undefined stands for none, as if the option were left out.
 */
export type FromSettings<T extends object | string | undefined> =
  T | ((settings: SettingsReader) => T);

/** The value of an option, made from the settings if it depends on them. */
export function fromSettings<T extends object | string | undefined>(
  option: FromSettings<T>,
  settings: SettingsReader,
): T {
  return isMaker(option) ? option(settings) : option;
}

function isMaker<T extends object | string | undefined>(
  option: FromSettings<T>,
): option is (settings: SettingsReader) => T {
  return typeof option === 'function';
}
