import type { ConfigProblem } from './config-problem.js';
import type { ConfigSources } from './config-sources.js';
import type { SettingNames } from './setting-names.js';
import type { SettingRecord } from './setting-record.js';

/** A name in the operator's sources that is no setting. */
export interface StrayName {
  readonly name: string;
  /** Where it stands: `environment`, or the path of a file. */
  readonly origin: string;
  /** Why nothing starts before it is corrected; undefined where it is only told. */
  readonly problem?: ConfigProblem;
}

/** What a search for stray names compares. */
export interface StraySearch {
  readonly names: SettingNames;
  readonly sources: ConfigSources;
  /** Settings that the operator has not given: what a misspelt name can have been meant for. */
  readonly open: readonly SettingRecord[];
}

/** Parts of names that OpenCTI once read and that are still in many files. */
const DEAD = new Set(['confidence_level', 'update_existing_data']);

/** Whether OpenCTI once read a setting of this name, so that it is silently fine. */
export function isDead(key: string): boolean {
  return DEAD.has(key.toLowerCase());
}

/** A misspelt name, as a problem. */
export function slip(name: string, guess: string, place: string | undefined): ConfigProblem {
  // What stands in a file can hold anything, escape codes for a terminal too.
  const variable = JSON.stringify(name).slice(1, -1);

  return { variable, rule: 'no such setting', guess, ...(place && { origin: place }) };
}
