import type { SettledSetting } from './settle.js';
import { shownValue } from './shown-value.js';

/** What can be said about settings that are all right. */
export interface ConfigNotes {
  readonly warnings: readonly string[];
  readonly departures: readonly string[];
}

/** Every word that pycti itself takes for false. */
const PYTHON_FALSE = new Set<unknown>(['no', 'false', 'False', false, 0]);

/** Looks for old names, settings that will go, and values that a Python connector read otherwise. */
export function configNotes(settled: readonly SettledSetting[]): ConfigNotes {
  return {
    warnings: [...new Set(settled.flatMap(warningsOf))],
    departures: [...new Set(settled.flatMap(departuresOf))],
  };
}

function warningsOf({ record, given }: SettledSetting): string[] {
  if (!given) return [];
  const former = given.isFormer
    ? [`${given.name} is an old name and still works; use ${record.env}`]
    : [];
  const { deprecated } = record;
  if (!deprecated) return former;
  const when = deprecated.removal ? `, until ${deprecated.removal}` : '';
  const instead = deprecated.use ? `; use ${deprecated.use} instead` : '';

  return [...former, `${given.name} is deprecated and still works${when}${instead}`];
}

function departuresOf({ record, given, value }: SettledSetting): string[] {
  if (!given) return record.departure === undefined ? [] : [record.departure];
  if (record.type !== 'boolean' || value !== false || PYTHON_FALSE.has(given.raw)) return [];

  return [`${given.name}=${shownValue(given.raw)} means false; pycti takes this word for true`];
}
