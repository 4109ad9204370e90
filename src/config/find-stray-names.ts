import type { ConfigProblem } from './config-problem.js';
import { strayKeys } from './stray-keys.js';
import type { StraySearch } from './stray-name.js';
import { strayVariables } from './stray-variables.js';

/**
 * Finds names under our sections that no setting has. One that is near to a setting which nobody
 * has given is a slip; the others are what operators leave behind, told in one sentence a source.
 */
export function findStrayNames(search: StraySearch): {
  readonly problems: readonly ConfigProblem[];
  readonly warnings: readonly string[];
} {
  const strays = [...strayVariables(search), ...strayKeys(search)];
  const byOrigin = new Map<string, string[]>();
  for (const { name, origin, problem } of strays) {
    if (!problem) byOrigin.set(origin, [...(byOrigin.get(origin) ?? []), name]);
  }

  return {
    problems: strays.flatMap(({ problem }) => problem ?? []),
    warnings: [...byOrigin].map(
      ([origin, names]) => `no setting is called so, ignored: ${listed(names)} (${origin})`,
    ),
  };
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, 20).map(name => JSON.stringify(name).slice(1, -1));
  const more = names.length - shown.length;

  return [...shown, ...(more > 0 ? [`and ${more} more`] : [])].join(', ');
}
