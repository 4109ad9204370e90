import type { Constructor } from '../../injection/index.js';
import { isTlp, type Tlp } from '../../stix/index.js';
import { exploreIdentity } from '../explore-identity.js';
import type { FromSettings } from '../from-settings.js';
import type { RequestBlueprint } from '../listening-blueprint.js';
import type { OptionReader } from '../option-reader.js';

/** Reads and checks what a connector that answers requests says about itself. */
export function exploreListening(target: Constructor, read: OptionReader): RequestBlueprint {
  return {
    ...exploreIdentity(target, read),
    concurrency: read.count('concurrency', { min: 1, otherwise: 1 }),
    retries: read.count('retries', { min: 0, otherwise: 3 }),
  };
}

/** Reads and checks the option `maxTlp`. */
export function exploreMaxTlp(read: OptionReader): FromSettings<Tlp | undefined> | undefined {
  const given = read.value('maxTlp');
  if (given === undefined || isTlp(given)) return given;
  if (typeof given === 'function') return given as () => Tlp | undefined;

  return read.refuse('maxTlp', 'a TLP level, or a function that reads one from the settings');
}

/** Refuses a scope beside handlers: theirs is the only one. */
export function refuseScope(read: OptionReader, decorator: string): void {
  if (read.value('scope') === undefined) return;

  read.refuse('scope', `left out: the scope is what the methods marked ${decorator} name`);
}
