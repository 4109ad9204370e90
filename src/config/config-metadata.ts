import 'reflect-metadata';
import type { SettingOptions } from './setting.js';

/** A property marked as a setting, as its decorator saw it. */
export interface DeclaredSetting {
  readonly property: string;
  readonly options: SettingOptions;
  /** Class that the compiler recorded as the property's type, if it did. */
  readonly designType: unknown;
}

/** What decorators wrote on one class, parents left out. */
export interface ConfigMetadata {
  /** Section, as `@Config` was given it; undefined without `@Config`. */
  readonly section?: string;
  readonly settings: readonly DeclaredSetting[];
}

const KEY = Symbol('octiflow config');
const NOTHING: ConfigMetadata = Object.freeze({ settings: Object.freeze([]) });

/** What decorators wrote on this class itself. */
export function readConfigMetadata(cls: object): ConfigMetadata {
  return (Reflect.getOwnMetadata(KEY, cls) as ConfigMetadata | undefined) ?? NOTHING;
}

/** Notes a setting of a class. The old record is replaced, never changed. */
export function appendSetting(cls: object, setting: DeclaredSetting): void {
  const before = readConfigMetadata(cls);
  write(cls, { ...before, settings: [...before.settings, Object.freeze(setting)] });
}

/** Notes the section of a class. */
export function writeSection(cls: object, section: string): void {
  write(cls, { ...readConfigMetadata(cls), section });
}

/** The settings of a class and of its parents, parents first; the nearest declaration counts. */
export function declaredSettings(cls: object): DeclaredSetting[] {
  const byProperty = new Map<string, DeclaredSetting>();
  for (const link of lineageOf(cls)) {
    for (const setting of readConfigMetadata(link).settings) {
      byProperty.set(setting.property, setting);
    }
  }

  return [...byProperty.values()];
}

function write(cls: object, metadata: ConfigMetadata): void {
  Reflect.defineMetadata(KEY, Object.freeze(metadata), cls);
}

function lineageOf(cls: object): object[] {
  const links: object[] = [];
  for (let link: unknown = cls; typeof link === 'function'; link = Object.getPrototypeOf(link)) {
    links.unshift(link);
  }

  return links;
}
